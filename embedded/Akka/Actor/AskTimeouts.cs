using System.Diagnostics;

namespace Akka.Actor;

internal interface IExpiringAsk
{
    IExpiringAsk Previous { get; set; }
    IExpiringAsk Next { get; set; }
    /// <summary>By <see cref="Stopwatch.GetTimestamp"/>.</summary>
    long Deadline { get; set; }
    bool IsWaiting { get; set; }

    void Expire(TimeSpan timeout);
}

/// <summary>The asks of one system that wait with one timeout. They expire in the order they began, so one timer for the first is enough,
/// and to begin or end one is to link or unlink it. They go on when the system has ended: nobody answers any more, but whoever waits is told so.</summary>
internal sealed class AskTimeouts
{
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly TimeSpan _timeout;
    private readonly long _ticks;
    private IExpiringAsk _first;
    private IExpiringAsk _last;
    private bool _ticking;

    internal AskTimeouts(TimeSpan timeout)
    {
        _timeout = timeout;
        _ticks = (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        using var _ = ExecutionContext.IsFlowSuppressed() ? (IDisposable)null : ExecutionContext.SuppressFlow();
        _timer = new Timer(static state => ((AskTimeouts)state).ExpireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal void Add(IExpiringAsk ask)
    {
        lock (_lock)
        {
            ask.Deadline = Stopwatch.GetTimestamp() + _ticks;
            ask.IsWaiting = true;
            ask.Previous = _last;
            if (_last == null)
                _first = ask;
            else
                _last.Next = ask;
            _last = ask;
            if (!_ticking)
                TickIn_NeedsLock(_timeout);
        }
    }

    internal void Remove(IExpiringAsk ask)
    {
        lock (_lock)
            Unlink_NeedsLock(ask);
    }

    private void ExpireDue()
    {
        List<IExpiringAsk> due = null;
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            while (_first is { } first && first.Deadline <= now)
            {
                Unlink_NeedsLock(first);
                (due ??= []).Add(first);
            }
            _ticking = false;
            // An ask that ended early leaves the timer as it is: it then finds the next one here.
            if (_first != null)
                TickIn_NeedsLock(Stopwatch.GetElapsedTime(now, _first.Deadline));
        }
        if (due != null)
        {
            foreach (var ask in due)
                ask.Expire(_timeout);
        }
    }

    private void TickIn_NeedsLock(TimeSpan delay)
    {
        _ticking = true;
        // Never early: a timer counts in whole milliseconds.
        var milliseconds = Math.Clamp(Math.Ceiling(delay.TotalMilliseconds), 1, int.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private void Unlink_NeedsLock(IExpiringAsk ask)
    {
        if (!ask.IsWaiting)
            return;
        ask.IsWaiting = false;
        if (ask.Previous == null)
            _first = ask.Next;
        else
            ask.Previous.Next = ask.Next;
        if (ask.Next == null)
            _last = ask.Previous;
        else
            ask.Next.Previous = ask.Previous;
        ask.Previous = ask.Next = null;
    }
}
