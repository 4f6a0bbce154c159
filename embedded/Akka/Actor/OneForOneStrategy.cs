namespace Akka.Actor;

public class OneForOneStrategy : SupervisorStrategy, IEquatable<OneForOneStrategy>
{
    protected OneForOneStrategy() { }
    protected override Directive Handle(IActorRef child, Exception exception) => throw new NotImplementedException();
    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) => throw new NotImplementedException();
    public OneForOneStrategy(IDecider decider) { }
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider) { }
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true) { }
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true) { }
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true) { }
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider) { }
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider) { }
    public bool Equals(OneForOneStrategy other) => throw new NotImplementedException();
    public int MaxNumberOfRetries { get => throw new NotImplementedException(); }
    public int WithinTimeRangeMilliseconds { get => throw new NotImplementedException(); }
    public override IDecider Decider { get => throw new NotImplementedException(); }
    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) => throw new NotImplementedException();
    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) => throw new NotImplementedException();
}
