namespace Crosstown.Actors;

/// <summary>One pool under <c>crosstown.pools</c>.</summary>
public sealed class PoolSettings
{
    internal PoolSettings(string name) => Name = name;

    /// <summary>The pool's name, as in <c>/crosstown/pools/NAME</c>.</summary>
    public string Name { get; }

    /// <summary>The longest that its deferrals may run (<c>crosstown.pools.NAME.timeout</c>).</summary>
    /// <value>1 ms to 24 h; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit; null for <see cref="CrosstownSettings.Timeout"/>.</value>
    public TimeSpan? Timeout { get; internal init; }

    /// <summary>Deferrals that may be outstanding on it (<c>crosstown.pools.NAME.capacity</c>).</summary>
    /// <value>1 to 10000000; null for no limit of its own.</value>
    public int? Capacity { get; internal init; }

    /// <summary>What becomes of a routee that is the user's own actor and threw (<c>crosstown.pools.NAME.on-failure</c>).</summary>
    public RouteeFailure OnFailure { get; internal init; }
}
