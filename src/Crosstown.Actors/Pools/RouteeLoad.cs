using System.Diagnostics;
using Akka.Routing;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>The number of deferrals of one routee of a least-busy pool. Its properties are guarded by the lock of <see cref="RouteeLoads"/>.</summary>
[DebuggerDisplay("{Count} deferrals, heap index {HeapIndex}, retiring: {IsRetiring}")]
internal sealed class RouteeLoad(RouteeLoads loads, Routee routee) : ILoad
{
    public Routee Routee => routee;

    /// <summary>Deferrals dispatched to the routee that have not left it.</summary>
    public int Count { get; set; }

    /// <summary>Index in the heap, or -1 when no more deferrals are dispatched to the routee.</summary>
    public int HeapIndex { get; set; } = -1;

    /// <summary>Whether the routee is stopped once the last deferral has left it.</summary>
    public bool IsRetiring { get; set; }

    /// <summary>Called once per deferral that was dispatched to the routee.</summary>
    public void Release() => loads.Release(this);
}
