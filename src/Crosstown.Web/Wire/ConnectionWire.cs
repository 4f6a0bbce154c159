using Crosstown.Actors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Crosstown.Web.Wire;

/// <summary>
/// Follows the tracked responses of one connection on their way out: to their stream's end (HTTP/2), through the layers above the
/// transport (TLS), into the kernel, and, where that is waited for, to the peer.
/// </summary>
// tracked ──► stream's end ──► flushed through TLS ──► taken by the kernel ──► acknowledged ──► told
//        └──────────► (HTTP/1.x: where its bytes end now) ──┘
internal sealed partial class ConnectionWire : IResponseWire, ITransportProgress, IStreamEnds
{
    private readonly Lock _gate = new();
    private readonly IAcknowledgements? _acknowledgements;
    private readonly Dictionary<int, WaitingResponse> _openStreams = [];
    private readonly StreamEnds _streamEnds = new();

    /// <summary>Streams that are open on the server's side alone: it ends or resets each of them.</summary>
    private readonly HashSet<int> _leftStreams = [];
    private WireOutput _highest = null!;
    private WireOutput _lowest = null!;

    // Each holds positions that only grow: _unflushed of the highest output, _unsent of the lowest.
    private WaitingQueue _unstarted;
    private WaitingQueue _unsettled;
    private WaitingQueue _unflushed;
    private WaitingQueue _unsent;

    /// <summary>Where the latest stream to end has ended, in the highest output.</summary>
    private long _lastStreamEnd;

    /// <summary>Bytes that the kernel has taken. Written by the send loop alone.</summary>
    private long _sent;

    private volatile bool _isOver;
    private volatile bool _isReceivingOver;
    private bool _isWritingOver;

    /// <summary>
    /// HTTP/1.x aborts its connection, also when the client has closed, before it begins to drop what is written. Whether a response was whole by then
    /// nobody says: its abort token turns uncancellable after the last write even where that write was dropped. So an abort in time is a loss.
    /// </summary>
    private volatile bool _isAborted;
    private volatile bool _isAbortedByServer;

    private bool _isOpaque;

    /// <param name="acknowledgements">Null where they are not waited for.</param>
    public ConnectionWire(IAcknowledgements? acknowledgements) => _acknowledgements = acknowledgements;

    public WireLevel Level =>
        _isOpaque || _highest.Protocol == OutgoingProtocol.Opaque ? WireLevel.Handed
        : _acknowledgements is null ? WireLevel.Sent
        : WireLevel.Acked;

    public bool IsLeftByPeer => _isOver || _isReceivingOver;

    public bool IsAnswered => _highest.Protocol != OutgoingProtocol.Silent;

    public void SetTransport(WireOutput output) => _highest = _lowest = output;

    /// <summary>A layer has put itself above the transport.</summary>
    /// <param name="output">What it gives HTTP to write to.</param>
    /// <param name="flushesThrough">A flush of it ends only when the bytes are in the layer beneath.</param>
    public void AddLayer(WireOutput output, bool flushesThrough)
    {
        lock (_gate)
        {
            _highest = output;
            _isOpaque |= !flushesThrough;
        }
    }

    public void OnReceiveLoopEnded() => _isReceivingOver = true;

    /// <summary>The server aborts the connection: of its own accord, or because it has seen that the peer is gone.</summary>
    public void OnAborted()
    {
        if (!_isAborted && !IsLeftByPeer)
            _isAbortedByServer = true;
        _isAborted = true;
    }

    public bool IsHighest(WireOutput output) => ReferenceEquals(_highest, output);

    public void Track(HttpContext context, IWireObserver observer)
    {
        var streamId = _highest.Protocol == OutgoingProtocol.Http1 ? 0 : context.Features.Get<IHttp2StreamIdFeature>()?.StreamId ?? 0;
        var hasStarted = context.Response.HasStarted;
        var response = new WaitingResponse(observer) { IsTunnel = streamId != 0 && HttpMethods.IsConnect(context.Request.Method) };
        WaitingQueue settled = default;
        lock (_gate)
        {
            if (Level == WireLevel.Handed)
                settled.Add(response.Settled(WireLevel.Handed));
            else if (streamId != 0)
                AwaitStreamEnd(response, streamId, ref settled);
            else if (!hasStarted)
                AwaitStart(response, ref settled);
            else if (_isAborted)
                settled.Add(response.Settled(WireLevel.Handed, Loss));
            else if (_highest.IsBusy && !_isOver)
                _unsettled.Add(response);
            else
                AwaitFlush(response, _highest.Written, ref settled);
        }
        settled.TellAll();
    }

    public void OnStreamEnded(int streamId, long position)
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            _streamEnds.AddEnded(streamId);
            _leftStreams.Remove(streamId);
            _lastStreamEnd = position;
            if (_openStreams.Remove(streamId, out var response))
                AwaitFlush(response, position, ref settled);
        }
        settled.TellAll();
    }

    public void OnStreamLeft(int streamId)
    {
        lock (_gate)
        {
            if (_streamEnds.Of(streamId) == StreamEnd.None)
                _leftStreams.Add(streamId);
        }
    }

    public void OnStreamReset(int streamId, bool byServer)
    {
        WaitingQueue settled = default;
        // A server also resets what its peer has left behind.
        var isByServer = byServer && !IsLeftByPeer;
        lock (_gate)
        {
            var hadLeft = _leftStreams.Remove(streamId);
            var end = !isByServer ? StreamEnd.ResetByPeer : hadLeft ? StreamEnd.ResetOnceLeft : StreamEnd.ResetByServer;
            if (_streamEnds.TryAddReset(streamId, end) && _openStreams.Remove(streamId, out var response))
                settled.Add(Reset(response, end));
        }
        settled.TellAll();
    }

    /// <summary>The highest output has been flushed.</summary>
    public void OnFlushed(WireOutput output)
    {
        if (ReferenceEquals(output, _lowest) || !IsHighest(output))
            return;
        // Either AwaitFlush, after its own fence, sees how far this flush went, or this sees the response that it has queued.
        Interlocked.MemoryBarrier();
        if (_unflushed.IsEmpty)
            return;
        WaitingQueue settled = default;
        lock (_gate)
            TakeFlushed(ref settled);
        settled.TellAll();
    }

    /// <summary>The flushes that had to wait have ended, and the server has written what it held back meanwhile.</summary>
    public void OnFlushIdle(WireOutput output)
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            // Asked again: what is tracked during a flush that has begun since is settled when that one ends.
            while (!_unsettled.IsEmpty && !output.IsBusy && IsHighest(output))
                AwaitFlush(_unsettled.Take(), output.Written, ref settled);
        }
        settled.TellAll();
    }

    private WireLoss Loss => _isAbortedByServer ? WireLoss.ByServer : WireLoss.ByPeer;

    private void AwaitStreamEnd(WaitingResponse response, int streamId, ref WaitingQueue settled)
    {
        var end = _streamEnds.Of(streamId);
        switch (end)
        {
            case StreamEnd.Ended:
                // Its own end may be long past; the latest one is never before it, and keeps the queues in order.
                AwaitFlush(response, _lastStreamEnd, ref settled);
                break;
            case StreamEnd.ResetByPeer or StreamEnd.ResetByServer or StreamEnd.ResetOnceLeft:
                settled.Add(Reset(response, end));
                break;
            case StreamEnd.Forgotten:
                // The request's abort token has the last word.
                settled.Add(response.Settled(WireLevel.Handed));
                break;
            case StreamEnd.None when _isOver:
                settled.Add(response.Settled(WireLevel.Handed, Loss));
                break;
            default:
                _openStreams.Add(streamId, response);
                break;
        }
    }

    private static WaitingResponse Reset(WaitingResponse response, StreamEnd end) => response.Settled(
        WireLevel.Handed,
        end == StreamEnd.ResetByPeer || (end == StreamEnd.ResetOnceLeft && response.IsTunnel) ? WireLoss.ByPeer : WireLoss.ByServer);

    /// <summary>Kestrel writes some answers (400, 413) only as it takes the connection down, after the request's callbacks.</summary>
    private void AwaitStart(WaitingResponse response, ref WaitingQueue settled)
    {
        response.Position = _highest.Written;
        if (_isOver)
            settled.Add(response.Settled(WireLevel.Handed, Loss));
        else
            _unstarted.Add(response);
    }

    private void AwaitFlush(WaitingResponse response, long position, ref WaitingQueue settled)
    {
        response.Position = position;
        if (ReferenceEquals(_highest, _lowest))
            AwaitSent(response, position, ref settled);
        else
        {
            _unflushed.Add(response);
            Interlocked.MemoryBarrier(); // see OnFlushed
            TakeFlushed(ref settled);
            if (_isOver && _isWritingOver)
                Lose(ref _unflushed, ref settled);
        }
    }

    private void TakeFlushed(ref WaitingQueue settled)
    {
        while (_unflushed.Head is { } next && next.Position <= _highest.Flushed)
            AwaitSent(_unflushed.Take(), _lowest.Written, ref settled);
    }
}
