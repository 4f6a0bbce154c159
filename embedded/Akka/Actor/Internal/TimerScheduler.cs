namespace Akka.Actor.Internal;

/// <summary>
/// The timers of one incarnation of an actor, by key. What the scheduler sends is the timer itself (<see cref="Timer"/>): the cell takes the
/// message out only while that very timer is still the one under its key, so a cancelled or replaced one that was already in the mailbox
/// is never delivered. Used by its actor alone.
/// </summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Timer> _timers = [];

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => StartSingleTimer(key, msg, timeout, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender)
    {
        var timer = Replace(key, msg, isPeriodic: false);
        cell.System.Scheduler.ScheduleTellOnce(timeout, cell.Self, timer, sender, timer.Cancelable);
    }

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender)
    {
        var timer = Replace(key, msg, isPeriodic: true);
        cell.System.Scheduler.ScheduleTellRepeatedly(initialDelay, interval, cell.Self, timer, sender, timer.Cancelable);
    }

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
            timer.Cancelable.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
            timer.Cancelable.Cancel();
        _timers.Clear();
    }

    private Timer Replace(object key, object message, bool isPeriodic)
    {
        Cancel(key);
        var timer = new Timer(this, key, message, isPeriodic, new Cancelable(cell.System.Scheduler));
        _timers.Add(key, timer);
        return timer;
    }

    internal sealed class Timer(TimerScheduler owner, object key, object message, bool isPeriodic, ICancelable cancelable)
        : INoSerializationVerificationNeeded, IDeadLetterSuppression, IWrappedMessage
    {
        public object Message => message;

        public ICancelable Cancelable => cancelable;

        /// <summary>False when this timer is no longer the one under its key: its message must not be seen.</summary>
        public bool TryFire(out object fired)
        {
            fired = message;
            if (!owner._timers.TryGetValue(key, out var current) || !ReferenceEquals(current, this))
                return false;
            if (!isPeriodic)
                owner._timers.Remove(key);
            return true;
        }

        public override string ToString() => $"Timer[{key}: {message}]";
    }
}
