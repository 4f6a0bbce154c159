using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.NoGo;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Shutdown;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Requests;

/// <summary>The process-wide centre: settings, admission, ledger, metrics, handlers, and the supervisor once the actor system has started. One per host, a DI singleton.</summary>
internal sealed partial class TrafficSystem : IDisposable
{
    /// <summary>The longest due time that TimeProvider.CreateTimer takes.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Dictionary<string, PoolHandle> _pools;
    private readonly NoGoSet _noGo;
    private readonly DeferralPlan _plan;
    private long _traffics;

    public TrafficSystem(CrosstownSettings settings, IServiceProvider services, ILoggerFactory loggers)
    {
        Settings = settings;
        Services = services;
        Log = new GuardedLogger(loggers.CreateLogger("Crosstown"));
        Clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Slots = new Slots(settings.Capacity);
        Handlers = new HandlerRegistry(services.GetServices<HandlerInvoker>());
        Propagators = [.. services.GetServices<ITrafficPropagator>()];
        _pools = DeclarePools(settings, services);
        Lanes = [.. Enumerable.Range(0, settings.Lanes).Select(static number => new SameThreadLane(number))];
        _noGo = settings.NoGo.Resolve(NoGoSet.Empty);
        _plan = MakePlan(null, null);
        WithoutRequest = new TrafficWithoutRequest(this);
        Drain = new TrafficDrain(this);
        Stuck = new StuckWatch(this);
        Metrics = new CrosstownMetrics(this, services.GetService<System.Diagnostics.Metrics.IMeterFactory>());
    }

    public CrosstownSettings Settings { get; }

    public IServiceProvider Services { get; }

    public ILogger Log { get; }

    public TimeProvider Clock { get; }

    public Ledger Ledger { get; } = new();

    public Slots Slots { get; }

    public HandlerRegistry Handlers { get; }

    public ITrafficPropagator[] Propagators { get; }

    public CrosstownMetrics Metrics { get; }

    public TrafficDrain Drain { get; }

    /// <summary>For the continuations of all pools and lanes.</summary>
    public LateContinuations Continuations { get; } = new();

    public StuckWatch Stuck { get; }

    public IReadOnlyCollection<PoolHandle> Pools => _pools.Values;

    public IReadOnlyList<SameThreadLane> Lanes { get; }

    /// <summary>A test host's; null outside tests. Set before anything is deferred.</summary>
    public ITrafficTap? Tap { get; set; }

    /// <summary>Traffic for work without a request, per <c>crosstown.without-request</c>; within running work, that work's.</summary>
    public ITraffic WithoutRequest { get; }

    public long NextTraffic() => Interlocked.Increment(ref _traffics);

    /// <exception cref="ArgumentException">There is no such pool.</exception>
    public PoolHandle Pool(string name) => _pools.TryGetValue(name, out var pool)
        ? pool
        : throw new ArgumentException(
            $"There is no pool {name}; the pools are {string.Join(", ", _pools.Keys.Order(StringComparer.Ordinal))}. Declare it in HOCON: crosstown.pools.{name} {{ }}, or with services.AddTrafficPool.");

    /// <summary>What options, endpoint and HOCON come to. Costs nothing where neither options nor endpoint say anything.</summary>
    public DeferralPlan Plan(DeferralOptions? options, DeferralDefaults? defaults)
    {
        if (options is null && defaults is null)
            return _plan;
        // The last one made: a handler that defers in a loop passes the same two again and again. A benign race over an immutable entry.
        if (_lastPlan is { } last && ReferenceEquals(last.Options, options) && ReferenceEquals(last.Defaults, defaults))
            return last.Plan;
        var plan = MakePlan(options, defaults);
        _lastPlan = new CachedPlan(options, defaults, plan);
        return plan;
    }

    private CachedPlan? _lastPlan;

    public void Dispose()
    {
        Metrics.Dispose();
        Stuck.Dispose();
        Continuations.Dispose();
    }

    private DeferralPlan MakePlan(DeferralOptions? options, DeferralDefaults? defaults)
    {
        var pool = Pool(options?.Pool ?? defaults?.Pool ?? PoolNames.Default);
        var endpoint = defaults?.NoGo?.Resolve(_noGo) ?? _noGo;
        return new DeferralPlan
        {
            Pool = pool,
            SameThread = options?.SameThread ?? defaults?.SameThread ?? false,
            Rules = options?.NoGo?.Resolve(endpoint) ?? endpoint,
            OwnRules = options?.NoGo?.Resolve(endpoint),
            When = options?.When,
            Timeout = Valid(options?.Timeout) ?? pool.Settings.Timeout ?? Settings.Timeout,
            Key = options?.Key,
            KeyPolicy = options?.KeyPolicy ?? KeyPolicy.FirstWins,
            Sequential = options?.Sequential ?? defaults?.Sequential ?? false,
            StopOnFailure = options?.StopOnFailure ?? defaults?.StopOnFailure ?? Settings.StopOnFailure,
            WithoutRequest = options?.WithoutRequest ?? Settings.WithoutRequest,
        };
    }

    private static TimeSpan? Valid(TimeSpan? timeout) =>
        timeout is null || (timeout > TimeSpan.Zero && timeout <= LongestTimeout) || timeout == Timeout.InfiniteTimeSpan
            ? timeout
            : throw new ArgumentOutOfRangeException(
                nameof(timeout), timeout, $"A deferral's Timeout must be above zero and at most {LongestTimeout} (what a timer takes), or Timeout.InfiniteTimeSpan for no limit.");

    private static Dictionary<string, PoolHandle> DeclarePools(CrosstownSettings settings, IServiceProvider services)
    {
        var actors = new Dictionary<string, ActorPoolRegistration>(StringComparer.Ordinal);
        foreach (var registration in services.GetServices<ActorPoolRegistration>())
        {
            if (!actors.TryAdd(registration.Name, registration))
                throw new ConfigurationException($"AddTrafficPool declares the pool {registration.Name} twice; remove one.");
        }

        var pools = settings.Pools.Values.ToDictionary(
            pool => pool.Name, pool => new PoolHandle(pool, actors.GetValueOrDefault(pool.Name)?.Actor), StringComparer.Ordinal);
        foreach (var registration in actors.Values)
            pools.TryAdd(registration.Name, new PoolHandle(new PoolSettings(registration.Name), registration.Actor));

        if (pools.ContainsKey(PoolNames.SameThread))
            throw new ConfigurationException($"crosstown.pools.{PoolNames.SameThread} is what the same-thread lanes are called; give the pool another name.");
        foreach (var deployed in settings.Deployments.Names)
        {
            if (!pools.ContainsKey(deployed))
            {
                throw new ConfigurationException(
                    $"akka.actor.deployment./crosstown/pools/{deployed} deploys a pool that is not declared; declare it with crosstown.pools.{deployed} {{ }}, or remove the deployment.");
            }
        }

        return pools;
    }

    private sealed record CachedPlan(DeferralOptions? Options, DeferralDefaults? Defaults, DeferralPlan Plan);
}
