namespace Akka.Routing;

/// <summary>Messages with equal keys go to the same routee for as long as it is there; a routee that comes or goes moves few other keys.</summary>
public sealed class ConsistentHashingRoutingLogic : RoutingLogic
{
    internal const int DefaultVirtualNodesFactor = 10;

    private readonly ActorSystem _system;
    private readonly int _virtualNodesFactor;
    private readonly ConsistentHashMapping _hashMapping;

    /// <summary>The ring of the routees last seen. Replaced as a whole; a thread that loses the race built an equal one.</summary>
    private Ring _ring = new([], null);

    public ConsistentHashingRoutingLogic(ActorSystem system) : this(system, 0, null)
    {
    }

    public ConsistentHashingRoutingLogic(ActorSystem system, int virtualNodesFactor, ConsistentHashMapping hashMapping)
    {
        _system = system;
        _virtualNodesFactor = virtualNodesFactor > 0 ? virtualNodesFactor : ConfiguredFactor(system);
        _hashMapping = hashMapping;
    }

    public ConsistentHashingRoutingLogic WithHashMapping(ConsistentHashMapping mapping) =>
        new(_system, _virtualNodesFactor, mapping ?? throw new ArgumentNullException(nameof(mapping)));

    public override Routee Select(object message, Routee[] routees)
    {
        if (message == null || routees == null || routees.Length == 0)
            return Routee.NoRoutee;

        var key = _hashMapping?.Invoke(message) ?? (message as IConsistentHashable)?.ConsistentHashKey;
        if (key != null)
            return RingOf(routees).NodeAt(HashOf(key)).Routee;

        Logging.GetLogger(_system, this).Warning("Message [{0}] must be handled by hashMapping, or implement [{1}] or be wrapped in [{2}]",
            message.GetType().Name, nameof(IConsistentHashable), nameof(ConsistentHashableEnvelope));
        return Routee.NoRoutee;
    }

    private ConsistentHash<Node> RingOf(Routee[] routees)
    {
        var ring = Volatile.Read(ref _ring);
        if (!ReferenceEquals(ring.Routees, routees))
        {
            ring = new Ring(routees, ConsistentHash.Create(routees.Select(r => new Node(r)), _virtualNodesFactor));
            Volatile.Write(ref _ring, ring);
        }
        return ring.Hash;
    }

    /// <summary>Equal keys hash equal: text and bytes by content, anything else by its own hash code.</summary>
    private static int HashOf(object key) => key switch
    {
        string text => ConsistentHash.HashOf(text),
        byte[] bytes => ConsistentHash.HashOf(bytes),
        _ => ConsistentHash.Mix(key.GetHashCode()),
    };

    private static int ConfiguredFactor(ActorSystem system)
    {
        var configured = system.Settings.Config.GetInt("akka.actor.deployment.default.virtual-nodes-factor", DefaultVirtualNodesFactor);
        return configured > 0 ? configured : DefaultVirtualNodesFactor;
    }

    private sealed record Ring(Routee[] Routees, ConsistentHash<Node> Hash);

    /// <summary>A routee by the text that places it on the ring: its path, so that it keeps its place whoever else comes or goes.</summary>
    private sealed class Node(Routee routee)
    {
        public Routee Routee { get; } = routee;

        public override string ToString() => Routee switch
        {
            ActorRefRoutee byRef => byRef.Actor.Path.ToString(),
            ActorSelectionRoutee bySelection => bySelection.Selection.ToString(),
            _ => Routee.ToString(),
        };
    }
}
