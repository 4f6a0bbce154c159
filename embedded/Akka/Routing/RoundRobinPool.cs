namespace Akka.Routing;

/// <summary>Each message goes to the next routee in turn.</summary>
public sealed class RoundRobinPool : Pool
{
    public RoundRobinPool(Config config)
        : this(config.GetInt("nr-of-instances"), Resizer.FromConfig(config), DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId,
            config.HasPath("pool-dispatcher"))
    {
    }

    public RoundRobinPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public RoundRobinPool(int nrOfInstances, Resizer resizer)
        : this(nrOfInstances, resizer, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public RoundRobinPool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher,
        bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

    public override int GetNrOfInstances(ActorSystem sys) => NrOfInstances;

    public override RouterConfig WithFallback(RouterConfig routerConfig) => OverrideUnsetConfig(routerConfig);

    public RoundRobinPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, Resizer, strategy, RouterDispatcher, UsePoolDispatcher);

    public RoundRobinPool WithResizer(Resizer resizer) =>
        new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);

    public RoundRobinPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);

    internal override Pool With(SupervisorStrategy supervisorStrategy, Resizer resizer, string routerDispatcher) =>
        new RoundRobinPool(NrOfInstances, resizer, supervisorStrategy, routerDispatcher, UsePoolDispatcher);
}
