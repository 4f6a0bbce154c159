using Akka.Routing;

namespace Crosstown.Actors.Settings;

/// <summary>The size of a pool whose deployment names no router.</summary>
/// <param name="Instances">Routees at the start.</param>
/// <param name="Resizer">Grows and shrinks the pool; null for none.</param>
internal sealed record PoolSize(int Instances, DefaultResizer? Resizer)
{
    /// <summary>Without a deployment.</summary>
    public static PoolSize Default { get; } = new(16, null);
}
