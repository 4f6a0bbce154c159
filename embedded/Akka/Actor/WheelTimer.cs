namespace Akka.Actor;

/// <summary>One scheduled tell or action; its own node in the scheduler's lists.</summary>
internal abstract class WheelTimer(long deadline, long interval, ICancelable cancelable)
{
    internal WheelTimer Next { get; set; }

    /// <summary>In stopwatch ticks since the scheduler's start.</summary>
    internal long Deadline { get; set; } = deadline;

    /// <summary>In stopwatch ticks; 0: once.</summary>
    internal long Interval { get; } = interval;

    internal bool IsCancelled => cancelable is { IsCancellationRequested: true };

    internal abstract void Fire();
}

internal sealed class TellTimer(long deadline, long interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable)
    : WheelTimer(deadline, interval, cancelable)
{
    internal override void Fire() => receiver.Tell(message, sender);

    public override string ToString() => $"tell {message} to {receiver}";
}

internal sealed class ActionTimer(long deadline, long interval, Action action, ICancelable cancelable)
    : WheelTimer(deadline, interval, cancelable)
{
    internal override void Fire() => action();

    public override string ToString() => $"action {action.Method.DeclaringType}.{action.Method.Name}";
}

internal sealed class RunnableTimer(long deadline, long interval, IRunnable runnable, ICancelable cancelable)
    : WheelTimer(deadline, interval, cancelable)
{
    internal override void Fire() => runnable.Run();

    public override string ToString() => $"runnable {runnable}";
}
