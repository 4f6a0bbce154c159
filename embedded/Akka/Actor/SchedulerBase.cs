namespace Akka.Actor;

public abstract class SchedulerBase : IAdvancedScheduler, IScheduler
{
    protected SchedulerBase(Config scheduler, ILoggingAdapter log) { }
    protected abstract DateTimeOffset TimeNow { get; }
    protected abstract void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable);
    protected abstract void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable);
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable);
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable);
    protected abstract void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable);
    protected abstract void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable);
    protected readonly Config SchedulerConfig;
    protected readonly ILoggingAdapter Log;
    protected static void ValidateDelay(TimeSpan delay, string parameterName) => throw new NotImplementedException();
    protected static void ValidateInterval(TimeSpan interval, string parameterName) => throw new NotImplementedException();
    public abstract TimeSpan HighResMonotonicClock { get; }
    public abstract TimeSpan MonotonicClock { get; }
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => throw new NotImplementedException();
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => throw new NotImplementedException();
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => throw new NotImplementedException();
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => throw new NotImplementedException();
    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action) => throw new NotImplementedException();
    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => throw new NotImplementedException();
    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => throw new NotImplementedException();
    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) => throw new NotImplementedException();
    IAdvancedScheduler IScheduler.Advanced => this;
    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) => throw new NotImplementedException();
    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => throw new NotImplementedException();
    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) => throw new NotImplementedException();
    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => throw new NotImplementedException();
    DateTimeOffset ITimeProvider.Now => TimeNow;
}
