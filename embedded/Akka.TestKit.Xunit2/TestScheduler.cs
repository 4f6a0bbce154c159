using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A scheduler whose time stands still until the test moves it. What is due then runs on the test's thread, in the order of
/// the due times and, at one time, of the scheduling; a repeated task runs once for each of its times passed.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly object _gate = new();

    /// <summary>Guarded by the gate.</summary>
    private readonly PriorityQueue<Scheduled, (long Due, long Sequence)> _scheduled = new();

    /// <summary>Guarded by the gate.</summary>
    private long _sequence;

    /// <summary>Guarded by the gate.</summary>
    private DateTimeOffset _now;

    private readonly DateTimeOffset _start;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _start = DateTimeOffset.UtcNow;
        _now = _start;
    }

    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    public TimeSpan MonotonicClock => Now - _start;

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    protected DateTimeOffset TimeNow => Now;

    /// <summary>Moves the time on and runs what is due by then.</summary>
    public void Advance(TimeSpan offset) => AdvanceTo(Now + offset);

    /// <exception cref="InvalidOperationException">The time is past already.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
            throw new InvalidOperationException($"It is {Now:O}; time does not go back to {when:O}.");
        while (NextDue(when) is { } due)
            due.Run();
        lock (_gate)
            _now = when;
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        Schedule(delay, null, () => receiver.Tell(message, sender), null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => Schedule(delay, null, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Schedule(delay, null, action, cancelable);

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => Schedule(delay, null, action.Run, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Schedule(delay, null, action.Run, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        Schedule(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Schedule(initialDelay, interval, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        Schedule(initialDelay, interval, action.Run, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Schedule(initialDelay, interval, action.Run, cancelable);

    private void Schedule(TimeSpan delay, TimeSpan? interval, Action action, ICancelable cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } every)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero, nameof(interval));
        lock (_gate)
            Enqueue_NeedsLock(new Scheduled(_now + delay, interval, action, cancelable));
    }

    private void Enqueue_NeedsLock(Scheduled scheduled) => _scheduled.Enqueue(scheduled, (scheduled.Due.Ticks, _sequence++));

    /// <summary>Takes the next task due by then and moves the time to it; null when there is none.</summary>
    private Scheduled NextDue(DateTimeOffset when)
    {
        lock (_gate)
        {
            while (_scheduled.TryPeek(out var next, out _) && next.Due <= when)
            {
                _scheduled.Dequeue();
                if (next.IsCancelled)
                    continue;
                _now = next.Due;
                if (next.Interval is { } interval)
                    Enqueue_NeedsLock(next with { Due = next.Due + interval });
                return next;
            }
            return null;
        }
    }

    private sealed record Scheduled(DateTimeOffset Due, TimeSpan? Interval, Action Action, ICancelable Cancelable)
    {
        public bool IsCancelled => Cancelable is { IsCancellationRequested: true };

        public void Run()
        {
            if (!IsCancelled)
                Action();
        }
    }
}
