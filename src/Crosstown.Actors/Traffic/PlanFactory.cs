using Akka.Configuration;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Traffic;

/// <summary>Makes a deferral's plan. Each value comes from the deferral's options, else from its decorated method or handler, else from its endpoint, else from HOCON.</summary>
internal sealed class PlanFactory
{
    /// <summary>The longest due time that TimeProvider.CreateTimer takes.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CrosstownSettings _settings;
    private readonly PoolDirectory _pools;
    private readonly WaitPlanFactory _waits;
    private readonly NoGoSet _noGo;

    /// <summary>The endpoint of deferrals that have none, so that their plans are cached, too.</summary>
    private readonly EndpointDeferralOptions _noEndpoint = new();

    public PlanFactory(CrosstownSettings settings, PoolDirectory pools, TimeProvider clock)
    {
        _waits = new WaitPlanFactory(settings, clock);
        _settings = settings;
        _pools = pools;
        _noGo = settings.ResolveNoGo();
    }

    /// <summary>The plan of a deferral. Without options it is a cached one.</summary>
    /// <exception cref="ArgumentException">There is no such pool, or the options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    public DeferralPlan Plan(DeferralOptions? options, DecoratedDeferralOptions? decorated, EndpointDeferralOptions? endpoint)
    {
        endpoint ??= _noEndpoint;
        if (options is not null)
            return Make(options, decorated, endpoint);
        if (decorated is null)
            return endpoint.Plan ??= Make(null, null, endpoint);
        var plans = endpoint.DecoratedPlans;
        return plans.TryGetValue(decorated, out var plan) ? plan : plans.GetOrAdd(decorated, Make(null, decorated, endpoint));
    }

    /// <exception cref="ConfigurationException">A decorated handler names a pool that is not declared.</exception>
    public void RequireValid(IEnumerable<MessageInvoker> handlers)
    {
        foreach (var handler in handlers)
        {
            try
            {
                if (handler.Decorated is { } decorated)
                    Plan(null, decorated, null);
            }
            catch (ArgumentException e)
            {
                throw new ConfigurationException($"[CrosstownTraffic] of {handler.HandlerType}: {e.Message}", e);
            }
        }
    }

    /// <summary>Checks what needs no host.</summary>
    /// <exception cref="ArgumentException">The options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    public static void Check(DeferralOptions? options)
    {
        if (options is { SameThread: true, Pool: { } named })
            throw new ArgumentException($"The options say both SameThread and the pool {named}: a deferral runs on its request's lane or on a pool. Remove one of the two.");
        Check(options?.Timeout);
        if (options is not null)
            WaitPlanFactory.Check(options);
    }

    private DeferralPlan Make(DeferralOptions? options, DecoratedDeferralOptions? decorated, EndpointDeferralOptions endpoint)
    {
        Check(options);
        // A pool that is named at a nearer level comes before the lane of an outer one.
        var sameThread = options?.SameThread ?? (options?.Pool is null && (decorated?.SameThread ?? (decorated?.Pool is null && endpoint.SameThread is true)));
        var pool = _pools.Find(options?.Pool ?? decorated?.Pool ?? endpoint.Pool ?? PoolNames.Default);
        var endpointRules = endpoint.NoGo.Aggregate(_noGo, static (outer, rules) => rules.Resolve(outer));
        return new DeferralPlan
        {
            PoolName = pool.Name,
            PoolSlots = pool.Slots,
            TakesAnyMessage = pool.Actor is not null,
            SameThread = sameThread,
            Rules = Resolve(options, decorated, endpointRules) ?? endpointRules,
            OwnRules = Resolve(options, decorated, NoGoSet.Empty),
            When = options?.When,
            // A lane is no pool, so it takes no pool's settings.
            Timeout = options?.Timeout ?? decorated?.Timeout ?? (sameThread ? null : pool.Settings.Timeout) ?? _settings.Timeout,
            Key = options?.Key ?? decorated?.Key,
            KeyPolicy = options?.KeyPolicy ?? decorated?.KeyPolicy ?? KeyPolicy.FirstWins,
            Sequential = options?.Sequential ?? decorated?.Sequential ?? endpoint.Sequential ?? false,
            StopOnFailure = options?.StopOnFailure ?? decorated?.StopOnFailure ?? endpoint.StopOnFailure ?? _settings.StopOnFailure,
            WithoutRequest = options?.WithoutRequest ?? decorated?.WithoutRequest ?? _settings.WithoutRequest,
            Waits = _waits.Make(options, decorated, pool, sameThread),
            DeclaredAt = decorated?.DeclaredAt,
        };
    }

    /// <summary>The rules of the deferral itself, in its options and its attribute, resolved against an outer level; null if it has none.</summary>
    private static NoGoSet? Resolve(DeferralOptions? options, DecoratedDeferralOptions? decorated, NoGoSet outer)
    {
        var rules = decorated?.NoGo?.Resolve(outer);
        return options?.NoGo?.Resolve(rules ?? outer) ?? rules;
    }

    private static void Check(TimeSpan? timeout)
    {
        if (timeout is null || (timeout > TimeSpan.Zero && timeout <= LongestTimeout) || timeout == Timeout.InfiniteTimeSpan)
            return;
        throw new ArgumentOutOfRangeException(
            nameof(timeout), timeout, $"A deferral's Timeout must be above zero and at most {LongestTimeout} (what a timer takes), or Timeout.InfiniteTimeSpan for no limit.");
    }
}
