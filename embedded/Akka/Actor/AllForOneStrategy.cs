namespace Akka.Actor;

public class AllForOneStrategy : SupervisorStrategy, IEquatable<AllForOneStrategy>
{
    protected AllForOneStrategy() { }
    protected override Directive Handle(IActorRef child, Exception exception) => throw new NotImplementedException();
    public AllForOneStrategy(IDecider decider) { }
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider) { }
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true) { }
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true) { }
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider) { }
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider) { }
    public bool Equals(AllForOneStrategy other) => throw new NotImplementedException();
    public int MaxNumberOfRetries { get => throw new NotImplementedException(); }
    public int WithinTimeRangeMilliseconds { get => throw new NotImplementedException(); }
    public override IDecider Decider { get => throw new NotImplementedException(); }
    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) => throw new NotImplementedException();
    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) => throw new NotImplementedException();
}
