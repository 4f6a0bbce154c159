namespace Akka.Actor;

public sealed class HashedWheelTimerScheduler : SchedulerBase, IDisposable
{
    protected override DateTimeOffset TimeNow { get => throw new NotImplementedException(); }
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => throw new NotImplementedException();
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => throw new NotImplementedException();
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) => throw new NotImplementedException();
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => throw new NotImplementedException();
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => throw new NotImplementedException();
    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => throw new NotImplementedException();
    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : base(scheduler, log) { }
    public override TimeSpan HighResMonotonicClock { get => throw new NotImplementedException(); }
    public override TimeSpan MonotonicClock { get => throw new NotImplementedException(); }
    public void Dispose() => throw new NotImplementedException();
}
