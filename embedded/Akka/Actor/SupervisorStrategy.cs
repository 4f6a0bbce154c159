namespace Akka.Actor;

public abstract class SupervisorStrategy : ISurrogated
{
    public static IDecider DefaultDecider = Akka.Actor.Decider.From(Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    protected bool LoggingEnabled { get; set; } = true;

    public abstract IDecider Decider { get; }

    protected abstract Directive Handle(IActorRef child, Exception exception);

    public abstract void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children);

    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    public abstract ISurrogate ToSurrogate(ActorSystem system);

    /// <returns>False when the failure is to be escalated.</returns>
    public bool HandleFailure(ActorCell actorCell, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        var directive = Handle(child, cause);
        switch (directive)
        {
            case Directive.Escalate:
                LogFailure(actorCell, child, cause, directive);
                return false;
            case Directive.Resume:
                LogFailure(actorCell, child, cause, directive);
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, true, child, cause, stats, children);
                return true;
            default:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, false, child, cause, stats, children);
                return true;
        }
    }

    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var restarted = (IInternalActorRef)child;
        // One that did not fail itself is not suspended, and a restart must find it so.
        if (suspendFirst)
            restarted.Suspend();
        restarted.Restart(cause);
    }

    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
            return;
        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        LogEvent logEvent = directive == Directive.Resume
            ? new Warning(child.Path.ToString(), GetType(), message)
            : new Error(cause, child.Path.ToString(), GetType(), message);
        try
        {
            context.System.EventStream.Publish(logEvent);
        }
        catch (Exception)
        {
            // The verdict counts, with or without a line in the log.
        }
    }
}
