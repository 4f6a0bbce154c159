namespace Akka.Actor;

public abstract class SupervisorStrategy : ISurrogated
{
    protected SupervisorStrategy() { }
    protected abstract Directive Handle(IActorRef child, Exception exception);
    protected bool LoggingEnabled { get => throw new NotImplementedException(); set { } }
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive) => throw new NotImplementedException();
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst) => throw new NotImplementedException();
    protected void ResumeChild(IActorRef child, Exception exception) => throw new NotImplementedException();
    public abstract IDecider Decider { get; }
    public abstract ISurrogate ToSurrogate(ActorSystem system);
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);
    public abstract void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children);
    public bool HandleFailure(ActorCell actorCell, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) => throw new NotImplementedException();
    public static IDecider DefaultDecider = default;
    public static readonly OneForOneStrategy StoppingStrategy = default;
    public static readonly SupervisorStrategy DefaultStrategy = default;
}
