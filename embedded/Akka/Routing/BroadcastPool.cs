namespace Akka.Routing;

/// <summary>Each message goes to every routee.</summary>
public sealed class BroadcastPool : Pool
{
    public BroadcastPool(Config config)
        : this(config.GetInt("nr-of-instances"), Resizer.FromConfig(config), DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId,
            config.HasPath("pool-dispatcher"))
    {
    }

    public BroadcastPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public BroadcastPool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher,
        bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new BroadcastRoutingLogic());

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public override RouterConfig WithFallback(RouterConfig routerConfig) => OverrideUnsetConfig(routerConfig);

    public BroadcastPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, Resizer, strategy, RouterDispatcher, UsePoolDispatcher);

    public BroadcastPool WithResizer(Resizer resizer) =>
        new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);

    public BroadcastPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);

    internal override Pool With(SupervisorStrategy supervisorStrategy, Resizer resizer, string routerDispatcher) =>
        new BroadcastPool(NrOfInstances, resizer, supervisorStrategy, routerDispatcher, UsePoolDispatcher);
}
