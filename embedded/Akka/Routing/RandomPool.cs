namespace Akka.Routing;

/// <summary>Each message goes to a routee picked at random.</summary>
public sealed class RandomPool : Pool
{
    public RandomPool(Config config)
        : this(config.GetInt("nr-of-instances"), Resizer.FromConfig(config), DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId,
            config.HasPath("pool-dispatcher"))
    {
    }

    public RandomPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public RandomPool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher,
        bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new RandomLogic());

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public override RouterConfig WithFallback(RouterConfig routerConfig) => OverrideUnsetConfig(routerConfig);

    public RandomPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, Resizer, strategy, RouterDispatcher, UsePoolDispatcher);

    public RandomPool WithResizer(Resizer resizer) =>
        new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);

    public RandomPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);

    internal override Pool With(SupervisorStrategy supervisorStrategy, Resizer resizer, string routerDispatcher) =>
        new RandomPool(NrOfInstances, resizer, supervisorStrategy, routerDispatcher, UsePoolDispatcher);
}
