namespace Akka.Routing;

public static class ConsistentHash
{
    public static ConsistentHash<T> Create<T>(IEnumerable<T> nodes, int virtualNodesFactor)
    {
        var ring = new SortedDictionary<int, T>();
        foreach (var node in nodes)
            foreach (var point in PointsOf(node, virtualNodesFactor))
                ring[point] = node;
        return new ConsistentHash<T>(ring, virtualNodesFactor);
    }

    internal static IEnumerable<int> PointsOf<T>(T node, int virtualNodesFactor)
    {
        var seed = HashOf(node.ToString());
        for (var i = 1; i <= virtualNodesFactor; i++)
            yield return Mix(seed ^ (i * unchecked((int)0x9E3779B9)));
    }

    internal static int HashOf(string key) => HashOf(Encoding.UTF8.GetBytes(key));

    /// <summary>FNV-1a, then mixed: FNV alone keeps keys that differ in their last byte close together on the ring.</summary>
    internal static int HashOf(ReadOnlySpan<byte> key)
    {
        var hash = 2166136261u;
        foreach (var b in key)
            hash = unchecked((hash ^ b) * 16777619u);
        return Mix(unchecked((int)hash));
    }

    internal static int Mix(int value)
    {
        var x = unchecked((uint)value);
        x ^= x >> 16;
        x *= 0x7FEB352Du;
        x ^= x >> 15;
        x *= 0x846CA68Bu;
        x ^= x >> 16;
        return unchecked((int)x);
    }
}

/// <summary>A ring of nodes; a key belongs to the first node at or after its hash. Immutable.</summary>
public class ConsistentHash<T>
{
    private readonly SortedDictionary<int, T> _nodes;
    private readonly int _virtualNodesFactor;
    private readonly int[] _points;
    private readonly T[] _ring;

    /// <exception cref="ArgumentException">There must be at least one virtual node per node.</exception>
    public ConsistentHash(SortedDictionary<int, T> nodes, int virtualNodesFactor)
    {
        if (virtualNodesFactor < 1)
            throw new ArgumentException("virtualNodesFactor must be >= 1", nameof(virtualNodesFactor));
        _nodes = nodes;
        _virtualNodesFactor = virtualNodesFactor;
        _points = [.. nodes.Keys];
        _ring = [.. nodes.Values];
    }

    public bool IsEmpty => _points.Length == 0;

    public ConsistentHash<T> Add(T node) => this + node;

    public ConsistentHash<T> Remove(T node) => this - node;

    public T NodeFor(byte[] key) => NodeAt(ConsistentHash.HashOf(key));

    public T NodeFor(string key) => NodeAt(ConsistentHash.HashOf(key));

    public static ConsistentHash<T> operator +(ConsistentHash<T> hash, T node)
    {
        var nodes = new SortedDictionary<int, T>(hash._nodes);
        foreach (var point in ConsistentHash.PointsOf(node, hash._virtualNodesFactor))
            nodes[point] = node;
        return new ConsistentHash<T>(nodes, hash._virtualNodesFactor);
    }

    public static ConsistentHash<T> operator -(ConsistentHash<T> hash, T node)
    {
        var kept = hash._nodes.Where(pair => !EqualityComparer<T>.Default.Equals(pair.Value, node));
        return new ConsistentHash<T>(new SortedDictionary<int, T>(kept.ToDictionary()), hash._virtualNodesFactor);
    }

    internal T NodeAt(int hash)
    {
        if (IsEmpty)
            throw new InvalidOperationException("Can't get node for key: the ring is empty.");
        var index = Array.BinarySearch(_points, hash);
        if (index < 0)
            index = ~index;
        return _ring[index == _ring.Length ? 0 : index];
    }
}
