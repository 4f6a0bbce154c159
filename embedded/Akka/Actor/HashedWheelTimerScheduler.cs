using System.Diagnostics;
using System.Numerics;

namespace Akka.Actor;

/// <summary>
/// All timers of a system on one thread, which sleeps while nothing is due. A timer is never early; it is late by up to a tick
/// (<c>akka.scheduler.tick-duration</c>) and by what the actions before it take: they run on that thread and must not block.
/// </summary>
/// <remarks>
/// Scheduling is one allocation and one compare-and-swap; cancelling is nothing but the cancelable's flag. A cancelled timer is
/// forgotten when its bucket comes round, at the latest after tick-duration × ticks-per-wheel, or at the next tick if it was new.
/// </remarks>
public sealed partial class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private static readonly long ProcessStart = Stopwatch.GetTimestamp();

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _shutdownTimeout;
    private readonly Lock _life = new();

    /// <summary>Guarded by <see cref="_life"/>; null until the first timer.</summary>
    private Thread _thread;
    private volatile bool _stopped;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        var ticks = scheduler.GetInt("akka.scheduler.ticks-per-wheel", 512);
        if (ticks is < 1 or > 1 << 24)
            throw new ArgumentOutOfRangeException(nameof(scheduler), $"akka.scheduler.ticks-per-wheel is {ticks}; it must be 1 to {1 << 24}.");
        var tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.FromMilliseconds(10));
        if (tick < TimeSpan.FromMilliseconds(1))
            throw new ArgumentOutOfRangeException(nameof(scheduler), $"akka.scheduler.tick-duration is {tick}; it must be at least 1 ms.");
        _shutdownTimeout = scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5));
        _buckets = new Bucket[(int)BitOperations.RoundUpToPowerOf2((uint)ticks)];
        _tickLength = ToTicks(tick);
    }

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(ProcessStart);

    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(ProcessStart);

    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    private long Elapsed => Stopwatch.GetTimestamp() - _start;

    /// <summary>Ends the thread; what is still scheduled does not happen. Scheduling from then on is a <see cref="SchedulerException"/>.</summary>
    public void Dispose()
    {
        Thread thread;
        lock (_life)
        {
            _stopped = true;
            thread = _thread;
        }

        _wake.Set();
        // The system may be ended by one of its own timers.
        if (thread is null || thread == Thread.CurrentThread || thread.Join(_shutdownTimeout))
            return;
        Log.Warning("Failed to shutdown scheduler within {0}", _shutdownTimeout);
    }

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(new TellTimer(DeadlineIn(delay), 0, receiver, message, sender, cancelable));

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(new TellTimer(DeadlineIn(initialDelay), ToTicks(interval), receiver, message, sender, cancelable));

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Add(new ActionTimer(DeadlineIn(delay), 0, action, cancelable));

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Add(new RunnableTimer(DeadlineIn(delay), 0, action, cancelable));

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(new ActionTimer(DeadlineIn(initialDelay), ToTicks(interval), action, cancelable));

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(new RunnableTimer(DeadlineIn(initialDelay), ToTicks(interval), action, cancelable));

    /// <summary>Rounded up, and far futures cut to one that sums cannot overflow: some centuries.</summary>
    private static long ToTicks(TimeSpan span) => (long)Math.Min(Math.Ceiling(span.TotalSeconds * Stopwatch.Frequency), long.MaxValue / 4);

    private long DeadlineIn(TimeSpan delay) => Elapsed + ToTicks(delay);

    private void Add(WheelTimer timer)
    {
        if (_stopped)
            throw new SchedulerException("The scheduler has been shut down: nothing can be scheduled any more.");
        if (timer.IsCancelled)
            return;
        if (Volatile.Read(ref _thread) is null)
            Start();
        Enqueue(timer);
    }

    private void Start()
    {
        lock (_life)
        {
            if (_stopped || _thread is not null)
                return;
            var thread = new Thread(Run) { IsBackground = true, Name = "akka-scheduler" };
            // Unsafe: the context of whoever schedules first must not stay with every timer of the system.
            thread.UnsafeStart();
            _thread = thread;
        }
    }
}
