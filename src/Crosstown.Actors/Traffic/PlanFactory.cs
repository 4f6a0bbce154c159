using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Traffic;

/// <summary>Makes a deferral's plan. Each value comes from the deferral's options, else from its endpoint, else from HOCON.</summary>
internal sealed class PlanFactory
{
    /// <summary>The longest due time that TimeProvider.CreateTimer takes.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CrosstownSettings _settings;
    private readonly PoolDirectory _pools;
    private readonly NoGoSet _noGo;
    private readonly DeferralPlan _plan;

    public PlanFactory(CrosstownSettings settings, PoolDirectory pools)
    {
        _settings = settings;
        _pools = pools;
        _noGo = settings.ResolveNoGo();
        _plan = Make(null, null);
    }

    /// <summary>The plan of a deferral. Without options it is the cached one of the endpoint or of the host.</summary>
    /// <exception cref="ArgumentException">There is no such pool, or the options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    public DeferralPlan Plan(DeferralOptions? options, EndpointDeferralOptions? endpoint)
    {
        if (options is not null)
            return Make(options, endpoint);
        return endpoint is null ? _plan : endpoint.Plan ??= Make(null, endpoint);
    }

    /// <summary>Checks what needs no host.</summary>
    /// <exception cref="ArgumentException">The options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    public static void Check(DeferralOptions? options)
    {
        if (options is { SameThread: true, Pool: { } named })
            throw new ArgumentException($"The options say both SameThread and the pool {named}: a deferral runs on its request's lane or on a pool. Remove one of the two.");
        Check(options?.Timeout);
    }

    private DeferralPlan Make(DeferralOptions? options, EndpointDeferralOptions? endpoint)
    {
        Check(options);
        // A pool that the deferral itself names is nearer than its endpoint's lane.
        var sameThread = options?.SameThread ?? (options?.Pool is null && endpoint?.SameThread is true);
        var pool = _pools.Find(options?.Pool ?? endpoint?.Pool ?? PoolNames.Default);
        var endpointRules = endpoint?.NoGo.Aggregate(_noGo, static (outer, rules) => rules.Resolve(outer)) ?? _noGo;
        return new DeferralPlan
        {
            PoolName = pool.Name,
            PoolSlots = pool.Slots,
            TakesAnyMessage = pool.Actor is not null,
            SameThread = sameThread,
            Rules = options?.NoGo?.Resolve(endpointRules) ?? endpointRules,
            OwnRules = options?.NoGo?.Resolve(NoGoSet.Empty),
            When = options?.When,
            // A lane is no pool, so it takes no pool's settings.
            Timeout = options?.Timeout ?? (sameThread ? null : pool.Settings.Timeout) ?? _settings.Timeout,
            Key = options?.Key,
            KeyPolicy = options?.KeyPolicy ?? KeyPolicy.FirstWins,
            Sequential = options?.Sequential ?? endpoint?.Sequential ?? false,
            StopOnFailure = options?.StopOnFailure ?? endpoint?.StopOnFailure ?? _settings.StopOnFailure,
            WithoutRequest = options?.WithoutRequest ?? _settings.WithoutRequest,
        };
    }

    private static void Check(TimeSpan? timeout)
    {
        if (timeout is null || (timeout > TimeSpan.Zero && timeout <= LongestTimeout) || timeout == Timeout.InfiniteTimeSpan)
            return;
        throw new ArgumentOutOfRangeException(
            nameof(timeout), timeout, $"A deferral's Timeout must be above zero and at most {LongestTimeout} (what a timer takes), or Timeout.InfiniteTimeSpan for no limit.");
    }
}
