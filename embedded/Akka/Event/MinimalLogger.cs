namespace Akka.Event;

/// <summary>A logger that is no actor, and logs on the publisher's thread: there before any actor and after the last.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private static readonly ActorPath SharedPath = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    protected MinimalLogger()
    {
    }

    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    public sealed override ActorPath Path => SharedPath;

    public sealed override IActorRefProvider Provider => throw new NotSupportedException("A logger on the standard output has no provider.");

    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message);
    }

    protected abstract void Log(object message);
}
