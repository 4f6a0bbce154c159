using System.Net.Sockets;

namespace Crosstown.Web.Wire;

/// <summary>The responses of one connection that wait for their acknowledgement. The lock guards every field that is not read-only.</summary>
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
            // Duplicated here, while the send loop runs or just after its last byte: the server closes its own descriptor soon after.
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
        // The kernel resets an aborted connection only when its last descriptor is closed, so the duplicate is given up at once.
        if (aborted != WireLoss.None)
            CheckKernel(ref settled);
        else
            CloseIfDone();
        settled.NotifyAll();
    }

    /// <summary>Asks the kernel how far the peer has acknowledged, and adds the responses that this settles to <paramref name="settled"/>.</summary>
    /// <returns>The time until the next check; null if no response waits any more.</returns>
    public TimeSpan? CheckKernel(ref WaitingQueue settled)
    {
        lock (_gate)
        {
            var isClosed = false;
            long acknowledged = 0;
            var isKnown = _handle is { IsClosed: false } && _handle.TryGetAcknowledged(out acknowledged, out isClosed);
            // Without a descriptor (the server has closed its own, or the process has no more of them) nothing proves that a response was lost.
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

    /// <summary>A quarter of the time already waited: few system calls for a slow peer, and a short delay for a fast one.</summary>
    private TimeSpan Delay(TimeSpan left)
    {
        var delay = (watch.MaxWait - left) / 4;
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
