using Akka.Routing;

namespace Crosstown.Actors.Settings;

/// <summary>The size of a pool that has the default router.</summary>
/// <param name="Instances">The number of routees at the start.</param>
/// <param name="Resizer">Grows and shrinks the pool; null for none.</param>
internal sealed record PoolSize(int Instances, DefaultResizer? Resizer)
{
    /// <summary>The size without a deployment.</summary>
    public static PoolSize Default { get; } = new(16, null);
}
