namespace Akka.Routing;

/// <summary>Messages with equal keys go to the same routee. A key is found by the mapping, else by <see cref="IConsistentHashable"/>.</summary>
public sealed class ConsistentHashingPool : Pool
{
    private readonly ConsistentHashMapping _hashMapping;

    public ConsistentHashingPool(Config config)
        : this(config.GetInt("nr-of-instances"), Resizer.FromConfig(config), DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId,
            config.HasPath("pool-dispatcher"), config.GetInt("virtual-nodes-factor"))
    {
    }

    public ConsistentHashingPool(int nrOfInstances)
        : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingPool(int nrOfInstances, ConsistentHashMapping hashMapping)
        : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId, hashMapping: hashMapping)
    {
    }

    /// <param name="nrOfInstances">The number of routees to start with.</param>
    /// <param name="virtualNodesFactor">Points per routee on the ring; 0 takes the configured default (10). More spread keys more evenly.</param>
    public ConsistentHashingPool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher,
        bool usePoolDispatcher = false, int virtualNodesFactor = 0, ConsistentHashMapping hashMapping = null)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
        VirtualNodesFactor = virtualNodesFactor;
        _hashMapping = hashMapping;
    }

    public int VirtualNodesFactor { get; }

    public override Router CreateRouter(ActorSystem system) =>
        new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, _hashMapping));

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <exception cref="ArgumentException">The code's router is of another kind.</exception>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig switch
    {
        FromConfig or NoRouter => OverrideUnsetConfig(routerConfig),
        ConsistentHashingPool other => ((ConsistentHashingPool)OverrideUnsetConfig(other)).WithMappingUnlessSet(other._hashMapping),
        _ => throw new ArgumentException($"Expected ConsistentHashingPool, got [{routerConfig}]", nameof(routerConfig)),
    };

    public ConsistentHashingPool WithVirtualNodesFactor(int vnodes) => Copy(SupervisorStrategy, Resizer, RouterDispatcher, vnodes, _hashMapping);

    public ConsistentHashingPool WithHashMapping(ConsistentHashMapping mapping) =>
        Copy(SupervisorStrategy, Resizer, RouterDispatcher, VirtualNodesFactor, mapping);

    public ConsistentHashingPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        Copy(strategy, Resizer, RouterDispatcher, VirtualNodesFactor, _hashMapping);

    public ConsistentHashingPool WithResizer(Resizer resizer) =>
        Copy(SupervisorStrategy, resizer, RouterDispatcher, VirtualNodesFactor, _hashMapping);

    public ConsistentHashingPool WithDispatcher(string dispatcher) =>
        Copy(SupervisorStrategy, Resizer, dispatcher, VirtualNodesFactor, _hashMapping);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);

    internal override Pool With(SupervisorStrategy supervisorStrategy, Resizer resizer, string routerDispatcher) =>
        Copy(supervisorStrategy, resizer, routerDispatcher, VirtualNodesFactor, _hashMapping);

    private ConsistentHashingPool WithMappingUnlessSet(ConsistentHashMapping mapping) =>
        _hashMapping != null || mapping == null ? this : WithHashMapping(mapping);

    private ConsistentHashingPool Copy(SupervisorStrategy strategy, Resizer resizer, string dispatcher, int factor, ConsistentHashMapping mapping) =>
        new(NrOfInstances, resizer, strategy, dispatcher, UsePoolDispatcher, factor, mapping);
}
