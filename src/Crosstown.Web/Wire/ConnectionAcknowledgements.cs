using System.Net.Sockets;
using Crosstown.Actors;

namespace Crosstown.Web.Wire;

/// <summary>The responses of one connection that wait for their acknowledgement.</summary>
internal sealed class ConnectionAcknowledgements(Socket? socket, AcknowledgementWatch watch) : IAcknowledgements
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private WaitingQueue _waiting;
    private TcpSocketHandle? _handle;
    private bool _isWatched;
    private bool _isOver;
    private WireLoss _aborted;

    public void Await(WaitingResponse response)
    {
        lock (_gate)
        {
            // While the send loop runs, or just after its last byte: later the server has closed its descriptor.
            _handle ??= socket is null ? null : TcpSocketHandle.DuplicateOf(socket.SafeHandle);
            response.Deadline = watch.DeadlineFromNow();
            _waiting.Add(response);
            if (_isWatched)
                return;
            _isWatched = true;
        }
        watch.Add(this, ShortestDelay);
    }

    public void OnSendLoopEnded(WireLoss aborted)
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            _isOver = true;
            _aborted = aborted;
        }
        // An aborted connection is reset when its last descriptor is closed: this one must not hold that back.
        if (aborted != WireLoss.None)
            Look(ref settled);
        else
            CloseIfDone();
        settled.TellAll();
    }

    /// <summary>Asks the kernel; what it has settled is added to <paramref name="settled"/>.</summary>
    /// <returns>When to look again; null when nothing waits.</returns>
    public TimeSpan? Look(ref WaitingQueue settled)
    {
        lock (_gate)
        {
            var isClosed = false;
            long acknowledged = 0;
            var isKnown = _handle is { IsClosed: false } && _handle.TryGetAcknowledged(out acknowledged, out isClosed);
            // Without a descriptor (the server has closed its own, or there are no more to be had) nobody can say that anything was lost.
            var loss = _handle is null ? WireLoss.None : _aborted != WireLoss.None ? _aborted : isClosed ? WireLoss.ByPeer : WireLoss.None;
            while (_waiting.Head is { } next)
            {
                var left = watch.TimeUntil(next.Deadline);
                if (next.Position <= acknowledged)
                    settled.Add(_waiting.Take().Settled(WireLevel.Acked));
                else if (!isKnown || loss != WireLoss.None || left <= TimeSpan.Zero)
                    settled.Add(_waiting.Take().Settled(WireLevel.Sent, loss));
                else
                    return Delay(left);
            }
            _isWatched = false;
            CloseIfDone();
            return null;
        }
    }

    /// <summary>A quarter of what has been waited already: few questions for a slow peer, little lag for a fast one.</summary>
    private TimeSpan Delay(TimeSpan left)
    {
        var delay = (watch.Patience - left) / 4;
        delay = delay < ShortestDelay ? ShortestDelay : delay > LongestDelay ? LongestDelay : delay;
        return delay < left ? delay : left;
    }

    private void CloseIfDone()
    {
        lock (_gate)
        {
            if (_isOver && (!_isWatched || _aborted != WireLoss.None))
                _handle?.Dispose();
        }
    }
}
