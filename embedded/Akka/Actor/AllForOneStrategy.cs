namespace Akka.Actor;

/// <summary>A failure of one child is answered on all of them.</summary>
public class AllForOneStrategy : SupervisorStrategy, IEquatable<AllForOneStrategy>
{
    protected AllForOneStrategy() : this(DefaultDecider)
    {
    }

    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, Timeout.Infinite, localOnlyDecider)
    {
    }

    public AllForOneStrategy(IDecider decider) : this(-1, Timeout.Infinite, decider)
    {
    }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), localOnlyDecider)
    {
    }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider)
    {
    }

    /// <param name="maxNrOfRetries">0: no restart, negative: as many as it takes.</param>
    /// <param name="withinTimeMilliseconds">The window that the number is counted in; 0 or negative: for ever.</param>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Akka.Actor.Decider.From(localOnlyDecider), loggingEnabled)
    {
    }

    /// <inheritdoc cref="AllForOneStrategy(int, int, Func{Exception, Directive}, bool)"/>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public int MaxNumberOfRetries { get; }
    public int WithinTimeRangeMilliseconds { get; }
    public override IDecider Decider { get; }

    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        if (children.Count == 0)
            return;
        // Every child is asked, so that every window counts this restart.
        if (restart && children.Aggregate(true, (allowed, each) => each.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds) && allowed))
        {
            foreach (var each in children)
                RestartChild(each.Child, cause, suspendFirst: !child.Equals(each.Child));
        }
        else
        {
            foreach (var each in children)
                context.Stop(each.Child);
        }
    }

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
    }

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NoSerialization.Here(this);

    public bool Equals(AllForOneStrategy other) => other != null && MaxNumberOfRetries == other.MaxNumberOfRetries
        && WithinTimeRangeMilliseconds == other.WithinTimeRangeMilliseconds && Equals(Decider, other.Decider);

    public override bool Equals(object obj) => obj is AllForOneStrategy other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => HashCode.Combine(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Decider);

    private static int Milliseconds(TimeSpan? window) => window is { } time ? (int)time.TotalMilliseconds : Timeout.Infinite;
}
