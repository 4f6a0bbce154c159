using Akka.Util;

namespace Akka.TestKit;

/// <summary>Supervises each child by the strategy registered for it, and the others by the default one.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _byChild = new();

    public override IDecider Decider => DefaultStrategy.Decider;

    /// <summary>To be called by the supervising actor only.</summary>
    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) => _byChild[child] = supervisorStrategy;

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
        StrategyOf(child).HandleChildTerminated(actorContext, child, children);
        _byChild.Remove(child);
    }

    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children) =>
        StrategyOf(child).ProcessFailure(context, restart, child, cause, stats, children);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException("This strategy is not serializable.");

    protected override Directive Handle(IActorRef child, Exception exception) => StrategyOf(child).Decider.Decide(exception);

    private SupervisorStrategy StrategyOf(IActorRef child) => _byChild.GetValueOrDefault(child, DefaultStrategy);
}
