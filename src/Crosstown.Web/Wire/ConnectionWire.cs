using Crosstown.Web.Wire.Http1;
using Crosstown.Web.Wire.Http2;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Crosstown.Web.Wire;

/// <summary>
/// Follows the tracked responses of one connection until their last byte is written: on HTTP/2 until their stream's end, on HTTP/1.1 until the end that their head announces, and
/// without such an end until the server has started them and written the bytes that it held back during a flush. From there <see cref="ResponsesInTransit"/> follows them on their way out.
/// </summary>
// tracked ──► stream's end ──► flushed through TLS ──► taken by the kernel ──► acknowledged ──► observer notified
//        └──────────► (HTTP/1.x: all that is written now) ──┘
internal sealed class ConnectionWire : IResponseProgressFeature, ITransportProgress, IStreamEnds
{
    /// <summary>Guards the collections below and those of <see cref="_inTransit"/>. Observers are notified after it is released.</summary>
    private readonly Lock _gate = new();

    private readonly IAcknowledgements? _acknowledgements;
    private readonly ConnectionEnd _end;
    private readonly ResponsesInTransit _inTransit;

    /// <summary>The tracked responses whose HTTP/2 stream has not ended.</summary>
    private readonly Dictionary<int, WaitingResponse> _openStreams = [];
    private readonly StreamEnds _streamEnds = new();

    /// <summary>Streams whose peer has sent its last data: only the server's side is still open, and the server ends or resets each of them.</summary>
    private readonly HashSet<int> _halfClosedStreams = [];

    /// <summary>HTTP/1.x responses that the server writes after <c>OnCompleted</c>. Their position is the number of bytes written before them.</summary>
    private WaitingQueue _unstarted;

    /// <summary>HTTP/1.x responses of which the server may hold bytes back until a pending flush has ended.</summary>
    private WaitingQueue _behindFlush;

    /// <summary>The position in the highest output at which the latest stream to end has ended.</summary>
    private long _lastStreamEnd;

    /// <summary>The HTTP/1.1 response that is followed. Requests on such a connection follow one another, and each sets this field before its response is tracked.</summary>
    private volatile ResponseScan? _response;

    private bool _isOpaque;

    /// <param name="acknowledgements">Null if the connection does not wait for acknowledgements.</param>
    /// <param name="closed">The transport's own token for the end of the connection.</param>
    public ConnectionWire(IAcknowledgements? acknowledgements, CancellationToken closed = default)
    {
        _end = new ConnectionEnd(closed);
        _acknowledgements = acknowledgements;
        _inTransit = new ResponsesInTransit(_gate, _end, acknowledgements);
    }

    public WireLevel Level =>
        _isOpaque || Highest.Protocol == OutgoingProtocol.Opaque ? WireLevel.Handed
        : _acknowledgements is null ? WireLevel.Sent
        : WireLevel.Acked;

    public bool HasInputEnded => _end.HasInputEnded;

    public bool HasWritten => Highest.Protocol != OutgoingProtocol.Unknown;

    private WireOutput Highest => _inTransit.Highest;

    public void SetTransport(WireOutput output) => _inTransit.SetTransport(output);

    /// <summary>A layer has put itself above the transport.</summary>
    /// <param name="output">The layer's output, which HTTP writes to from now on.</param>
    /// <param name="flushesThrough">Whether a flush of the layer ends only when the bytes are in the layer beneath it.</param>
    public void AddLayer(WireOutput output, bool flushesThrough)
    {
        lock (_gate)
        {
            _inTransit.AddLayer_NeedsLock(output);
            _isOpaque |= !flushesThrough;
        }
    }

    public bool IsHighest(WireOutput output) => ReferenceEquals(Highest, output);

    public void Follow(HttpContext context, bool isHead)
    {
        // Of a response that has started the head has been missed.
        var isFollowed = HttpProtocol.IsHttp11(context.Request.Protocol) && !context.Response.HasStarted;
        SetResponse(isFollowed ? new ResponseScan(isHead) : null);
        // Another thread may have started the response meanwhile.
        if (isFollowed && context.Response.HasStarted)
            SetResponse(null);
    }

    public void Track(HttpContext context, IWireObserver observer)
    {
        var streamId = Highest.Protocol == OutgoingProtocol.Http1 ? 0 : context.Features.Get<IHttp2StreamIdFeature>()?.StreamId ?? 0;
        var hasStarted = context.Response.HasStarted;
        var response = new WaitingResponse(observer) { IsTunnel = streamId != 0 && HttpMethods.IsConnect(context.Request.Method) };
        var end = _response?.End;
        _response = null;
        WaitingQueue settled = default;
        lock (_gate)
        {
            if (Level == WireLevel.Handed)
                settled.Add(response.Settled(WireLevel.Handed));
            else if (streamId != 0)
                AwaitStreamEnd(response, streamId, ref settled);
            else if (end is not null)
                // The whole response was written, whatever has become of the connection since. Only the kernel can still not have it.
                _inTransit.AwaitFlush_NeedsLock(response, end.Value, ref settled);
            else if (!hasStarted)
                AwaitStart(response, ref settled);
            else if (_end.IsAborted)
                settled.Add(response.Settled(WireLevel.Handed, _end.Loss));
            else if (Highest.IsBusy && !_end.IsSendingOver)
                _behindFlush.Add(response);
            else
                _inTransit.AwaitFlush_NeedsLock(response, Highest.Written, ref settled);
        }
        settled.NotifyAll();
    }

    public void OnStreamEnded(int streamId, long position)
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            _streamEnds.AddEnded(streamId);
            _halfClosedStreams.Remove(streamId);
            _lastStreamEnd = position;
            if (_openStreams.Remove(streamId, out var response))
                _inTransit.AwaitFlush_NeedsLock(response, position, ref settled);
        }
        settled.NotifyAll();
    }

    public void OnStreamHalfClosed(int streamId)
    {
        lock (_gate)
        {
            if (_streamEnds.Of(streamId) == StreamEnd.None)
                _halfClosedStreams.Add(streamId);
        }
    }

    public void OnStreamReset(int streamId, bool byServer)
    {
        WaitingQueue settled = default;
        // A server also resets the streams that a vanished peer has left open: then the peer ended them.
        var isByServer = byServer && !HasInputEnded;
        lock (_gate)
        {
            var wasHalfClosed = _halfClosedStreams.Remove(streamId);
            var end = !isByServer ? StreamEnd.ResetByPeer : wasHalfClosed ? StreamEnd.ResetAfterHalfClose : StreamEnd.ResetByServer;
            if (_streamEnds.TryAddReset(streamId, end) && _openStreams.Remove(streamId, out var response))
                settled.Add(Reset(response, end));
        }
        settled.NotifyAll();
    }

    public void OnFlushed(WireOutput output) => _inTransit.OnFlushed(output);

    /// <summary>The pending flushes have ended, and the server has written the bytes that it held back during them.</summary>
    public void OnFlushIdle(WireOutput output)
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            // IsBusy is read again under the lock: a response that is tracked during a later flush is settled when that flush ends.
            while (!_behindFlush.IsEmpty && !output.IsBusy && IsHighest(output))
                _inTransit.AwaitFlush_NeedsLock(_behindFlush.Take(), output.Written, ref settled);
        }
        settled.NotifyAll();
    }

    public void OnSent(long bytes) => _inTransit.OnSent(bytes);

    public void OnReceiveLoopEnded() => _end.OnReceiveLoopEnded();

    public void OnAborted() => _end.OnAborted();

    public void OnSendLoopEnded()
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            if (_end.IsSendingOver)
                return;
            _end.IsSendingOver = true;
            _inTransit.OnSendLoopEnded_NeedsLock(ref settled);
            _inTransit.SettleAsLost_NeedsLock(ref _behindFlush, ref settled);
            _inTransit.SettleAsLost_NeedsLock(ref _unstarted, ref settled);
            foreach (var response in _openStreams.Values)
                settled.Add(response.Settled(WireLevel.Handed, _end.Loss));
            _openStreams.Clear();
        }
        settled.NotifyAll();
        _acknowledgements?.OnSendLoopEnded(_end.IsAborted ? _end.Loss : WireLoss.None);
    }

    /// <summary>HTTP and every layer above the transport have ended: nothing more will be written.</summary>
    public void OnWritingEnded()
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            _inTransit.OnWritingEnded_NeedsLock(ref settled);
            while (!_unstarted.IsEmpty)
            {
                var response = _unstarted.Take();
                if (Highest.Written > response.Position)
                    _inTransit.AwaitAllSent_NeedsLock(response, ref settled);
                else
                    settled.Add(response.Settled(WireLevel.Handed, _end.Loss));
            }
        }
        settled.NotifyAll();
    }

    private static WaitingResponse Reset(WaitingResponse response, StreamEnd end) => response.Settled(
        WireLevel.Handed,
        end == StreamEnd.ResetByPeer || (end == StreamEnd.ResetAfterHalfClose && response.IsTunnel) ? WireLoss.ByPeer : WireLoss.ByServer);

    private void SetResponse(ResponseScan? response)
    {
        _response = response;
        Highest.Follow(response);
    }

    private void AwaitStreamEnd(WaitingResponse response, int streamId, ref WaitingQueue settled)
    {
        var end = _streamEnds.Of(streamId);
        switch (end)
        {
            case StreamEnd.Ended:
                // This stream may have ended long before the latest one. The later position is safe, and keeps the queues in ascending order.
                _inTransit.AwaitFlush_NeedsLock(response, _lastStreamEnd, ref settled);
                break;
            case StreamEnd.ResetByPeer or StreamEnd.ResetByServer or StreamEnd.ResetAfterHalfClose:
                settled.Add(Reset(response, end));
                break;
            case StreamEnd.Forgotten:
                // Without a loss to name: the request's abort token then decides whether the response was aborted.
                settled.Add(response.Settled(WireLevel.Handed));
                break;
            case StreamEnd.None when _end.IsSendingOver:
                settled.Add(response.Settled(WireLevel.Handed, _end.Loss));
                break;
            default:
                _openStreams.Add(streamId, response);
                break;
        }
    }

    /// <summary>Kestrel writes some answers (400, 413) only while it closes the connection, after the request's <c>OnCompleted</c> callbacks.</summary>
    private void AwaitStart(WaitingResponse response, ref WaitingQueue settled)
    {
        response.Position = Highest.Written;
        if (_end.IsSendingOver)
            settled.Add(response.Settled(WireLevel.Handed, _end.Loss));
        else
            _unstarted.Add(response);
    }
}
