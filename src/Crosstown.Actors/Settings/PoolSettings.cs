namespace Crosstown.Actors;

/// <summary>The settings of one pool under <c>crosstown.pools</c>. Immutable.</summary>
public sealed class PoolSettings
{
    internal PoolSettings(string name) => Name = name;

    /// <summary>The pool's name, as in <c>/crosstown/pools/NAME</c>.</summary>
    public string Name { get; }

    /// <summary>The longest that its deferrals may run, from their start (<c>crosstown.pools.NAME.timeout</c>).</summary>
    /// <value>1 ms to 24 h; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit; null, the default, for <see cref="CrosstownSettings.Timeout"/>.</value>
    public TimeSpan? Timeout { get; internal init; }

    /// <summary>Deferrals that may be outstanding on the pool (<c>crosstown.pools.NAME.capacity</c>).</summary>
    /// <value>1 to 10000000; null, the default, for no limit but <see cref="CrosstownSettings.Capacity"/>.</value>
    public int? Capacity { get; internal init; }

    /// <summary>How its deferrals are tried again after a failure (<c>crosstown.pools.NAME.retry</c>).</summary>
    /// <value>Null, the default, for <see cref="CrosstownSettings.Retry"/>, which also has the values that the pool's section leaves out.</value>
    public RetrySettings? Retry { get; internal init; }

    /// <summary>How many of its deferrals start in a time (<c>crosstown.pools.NAME.rate</c>).</summary>
    /// <value>Null, the default, for no limit.</value>
    public RateSettings? Rate { get; internal init; }

    /// <summary>When it stops starting deferrals because too many fail (<c>crosstown.pools.NAME.circuit</c>).</summary>
    /// <value>Null, the default, for never.</value>
    public CircuitSettings? Circuit { get; internal init; }

    /// <summary>What happens to an actor of a pool of the application's own actors when it throws (<c>crosstown.pools.NAME.on-failure</c>).</summary>
    /// <value>The default is <see cref="RouteeFailure.Restart"/>.</value>
    public RouteeFailure OnFailure { get; internal init; }
}
