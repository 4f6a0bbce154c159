namespace Akka.Routing;

/// <summary>A router that makes its routees as its own children, supervises them and replaces none that stops.</summary>
public abstract class Pool : RouterConfig, IEquatable<Pool>
{
    /// <exception cref="ArgumentOutOfRangeException">The number of routees is negative.</exception>
    protected Pool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher)
        : base(routerDispatcher)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nrOfInstances);
        NrOfInstances = nrOfInstances;
        Resizer = resizer;
        SupervisorStrategy = supervisorStrategy ?? DefaultSupervisorStrategy;
        UsePoolDispatcher = usePoolDispatcher;
    }

    /// <summary>An actor's own default: a routee that fails is restarted, and neither the router nor the other routees hear of it.</summary>
    public static SupervisorStrategy DefaultSupervisorStrategy => SupervisorStrategy.DefaultStrategy;

    public int NrOfInstances { get; }

    public virtual Resizer Resizer { get; }

    public virtual SupervisorStrategy SupervisorStrategy { get; }

    /// <summary>True when the routees run on the deployment's <c>pool-dispatcher</c> (unless their props name another).</summary>
    public virtual bool UsePoolDispatcher { get; }

    /// <summary>False with a resizer: it may grow an empty pool again.</summary>
    public override bool StopRouterWhenAllRouteesRemoved => Resizer == null;

    public abstract int GetNrOfInstances(ActorSystem system);

    public override ActorBase CreateRouterActor() => new RouterPoolActor(SupervisorStrategy);

    public Props Props(Props routeeProps) => routeeProps.WithRouter(this);

    public bool Equals(Pool other) => Equals((object)other);

    public override bool Equals(object obj) => base.Equals(obj);

    public override int GetHashCode() => HashCode.Combine(GetType(), RouterDispatcher, NrOfInstances, UsePoolDispatcher);

    internal override bool IsSameAs(RouterConfig other) =>
        other is Pool pool
        && pool.NrOfInstances == NrOfInstances
        && pool.UsePoolDispatcher == UsePoolDispatcher
        && Equals(pool.Resizer, Resizer);

    internal Routee NewRoutee(Props routeeProps, IActorContext context) =>
        new ActorRefRoutee(context.ActorOf(WithPoolDispatcher(routeeProps, context)));

    /// <summary>A copy with this strategy and resizer; null for a pool of the user's own, which cannot be copied.</summary>
    internal virtual Pool With(SupervisorStrategy supervisorStrategy, Resizer resizer, string routerDispatcher) => null;

    /// <summary>The rule by which code completes a deployment: it may set what HOCON cannot say or left unsaid.</summary>
    internal RouterConfig OverrideUnsetConfig(RouterConfig fallback)
    {
        if (fallback is not Pool pool)
            return this;

        var strategy = ReferenceEquals(SupervisorStrategy, DefaultSupervisorStrategy) ? pool.SupervisorStrategy : SupervisorStrategy;
        var resizer = Resizer ?? pool.Resizer;
        if (ReferenceEquals(strategy, SupervisorStrategy) && ReferenceEquals(resizer, Resizer))
            return this;
        return With(strategy, resizer, RouterDispatcher) ?? this;
    }

    private Props WithPoolDispatcher(Props routeeProps, IActorContext context)
    {
        if (!UsePoolDispatcher || routeeProps.Dispatcher != Dispatchers.DefaultDispatcherId)
            return routeeProps;
        var path = string.Join("/", context.Self.Path.Elements.Skip(1));
        return routeeProps.WithDispatcher(Deployer.PoolDispatcherId("/" + path));
    }
}
