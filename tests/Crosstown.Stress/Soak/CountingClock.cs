namespace Crosstown.Stress.Soak;

/// <summary>The system's time, and how many of its timers may still fire.</summary>
internal sealed class CountingClock : TimeProvider
{
    private int _armed;
    private long _made;

    public int Armed => Volatile.Read(ref _armed);

    public long Made => Interlocked.Read(ref _made);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _made);
        return new CountedTimer(this, callback, state, dueTime, period);
    }

    private sealed class CountedTimer : ITimer
    {
        private readonly CountingClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private bool _repeats;
        private int _isArmed;

        public CountedTimer(CountingClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _timer = System.CreateTimer(static timer => ((CountedTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _repeats = period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero;
            // Before it may fire: what fires finds itself armed.
            Arm(dueTime != Timeout.InfiniteTimeSpan);
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            _timer.Dispose();
            Arm(false);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            if (!_repeats)
                Arm(false);
            _callback(_state);
        }

        private void Arm(bool armed)
        {
            var now = armed ? 1 : 0;
            var was = Interlocked.Exchange(ref _isArmed, now);
            Interlocked.Add(ref _clock._armed, now - was);
        }
    }
}
