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

    public void OnSendLoopEnded()
    {
        lock (_gate)
        {
            _isOver = true;
            CloseIfDone();
        }
    }

    /// <summary>Asks the kernel; what it has settled is added to <paramref name="settled"/>.</summary>
    /// <returns>When to look again; null when nothing waits.</returns>
    public TimeSpan? Look(ref WaitingQueue settled)
    {
        lock (_gate)
        {
            var isClosed = true;
            long acknowledged = 0;
            if (_handle is null || !_handle.TryGetAcknowledged(out acknowledged, out isClosed))
                isClosed = true;
            while (_waiting.Head is { } next)
            {
                var left = watch.TimeUntil(next.Deadline);
                if (next.Position <= acknowledged)
                    settled.Add(_waiting.Take().Settled(WireLevel.Acked, gone: false));
                else if (isClosed || left <= TimeSpan.Zero)
                    settled.Add(_waiting.Take().Settled(WireLevel.Sent, gone: isClosed));
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
        if (_isOver && !_isWatched)
            _handle?.Dispose();
    }
}
