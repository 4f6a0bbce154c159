using System.Diagnostics;
using Akka.Routing;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>How much one routee of a least-busy pool has to do. Its members are guarded by the lock of <see cref="RouteeLoads"/>.</summary>
[DebuggerDisplay("{Count} at {Place}, retiring: {IsRetiring}")]
internal sealed class RouteeLoad(RouteeLoads loads, Routee routee) : ILoad
{
    public Routee Routee => routee;

    /// <summary>Deferrals dispatched to the routee that have not left it.</summary>
    public int Count { get; set; }

    /// <summary>Its place in the heap, or -1 when the routee gets nothing more.</summary>
    public int Place { get; set; } = -1;

    /// <summary>Whether the routee is stopped once the last deferral has left it.</summary>
    public bool IsRetiring { get; set; }

    /// <summary>Called once per deferral that was dispatched to the routee.</summary>
    public void Release() => loads.Release(this);
}
