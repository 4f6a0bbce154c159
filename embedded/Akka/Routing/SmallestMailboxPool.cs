namespace Akka.Routing;

/// <summary>Each message goes to the routee with the least to do; <see cref="SmallestMailboxRoutingLogic"/> has the order.</summary>
public sealed class SmallestMailboxPool : Pool
{
    public SmallestMailboxPool(Config config)
        : this(config.GetInt("nr-of-instances"), Resizer.FromConfig(config), DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId,
            config.HasPath("pool-dispatcher"))
    {
    }

    public SmallestMailboxPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public SmallestMailboxPool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher,
        bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new SmallestMailboxRoutingLogic());

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public override RouterConfig WithFallback(RouterConfig routerConfig) => OverrideUnsetConfig(routerConfig);

    public SmallestMailboxPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, Resizer, strategy, RouterDispatcher, UsePoolDispatcher);

    public SmallestMailboxPool WithResizer(Resizer resizer) =>
        new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);

    public SmallestMailboxPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);

    internal override Pool With(SupervisorStrategy supervisorStrategy, Resizer resizer, string routerDispatcher) =>
        new SmallestMailboxPool(NrOfInstances, resizer, supervisorStrategy, routerDispatcher, UsePoolDispatcher);
}
