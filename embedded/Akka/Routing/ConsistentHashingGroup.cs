namespace Akka.Routing;

/// <summary>Messages with equal keys go to the same path. A key is found by the mapping, else by <see cref="IConsistentHashable"/>.</summary>
public sealed class ConsistentHashingGroup : Group
{
    private readonly ConsistentHashMapping _hashMapping;

    public ConsistentHashingGroup(Config config)
        : this(PathsFrom(config), config.GetInt("virtual-nodes-factor"), null, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingGroup(params string[] paths) : this((IEnumerable<string>)paths)
    {
    }

    public ConsistentHashingGroup(IEnumerable<string> paths) : this(paths, 0, null, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingGroup(IEnumerable<string> paths, ConsistentHashMapping hashMapping)
        : this(paths, 0, hashMapping, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingGroup(IEnumerable<string> paths, int virtualNodesFactor, ConsistentHashMapping hashMapping, string routerDispatcher)
        : base(paths, routerDispatcher)
    {
        VirtualNodesFactor = virtualNodesFactor;
        _hashMapping = hashMapping;
    }

    public int VirtualNodesFactor { get; }

    public override Router CreateRouter(ActorSystem system) =>
        new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, _hashMapping));

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <exception cref="ArgumentException">The code's router is of another kind.</exception>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig switch
    {
        FromConfig or NoRouter => this,
        ConsistentHashingGroup other => _hashMapping != null || other._hashMapping == null ? this : WithHashMapping(other._hashMapping),
        _ => throw new ArgumentException($"Expected ConsistentHashingGroup, got [{routerConfig}]", nameof(routerConfig)),
    };

    public ConsistentHashingGroup WithVirtualNodesFactor(int vnodes) => new(InternalPaths, vnodes, _hashMapping, RouterDispatcher);

    public ConsistentHashingGroup WithHashMapping(ConsistentHashMapping mapping) =>
        new(InternalPaths, VirtualNodesFactor, mapping, RouterDispatcher);

    public ConsistentHashingGroup WithDispatcher(string dispatcher) => new(InternalPaths, VirtualNodesFactor, _hashMapping, dispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);
}
