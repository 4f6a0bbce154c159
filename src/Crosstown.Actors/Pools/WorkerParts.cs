using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>The parts of a host that running a deferral needs. One per host.</summary>
internal sealed class WorkerParts(
    IServiceProvider services, CrosstownSettings settings, CrosstownMetrics metrics, DetachedRuns detached, LateContinuations continuations, CrosstownLogger log, TimeProvider clock,
    IEnumerable<ITrafficPropagator> propagators, Func<DeferralRun, ITraffic> openTraffic)
{
    public IServiceProvider Services => services;

    public CrosstownSettings Settings => settings;

    public CrosstownMetrics Metrics => metrics;

    public DetachedRuns Detached => detached;

    /// <summary>For the continuations of all pools and lanes.</summary>
    public LateContinuations Continuations => continuations;

    public CrosstownLogger Log => log;

    public TimeProvider Clock => clock;

    public ITrafficPropagator[] Propagators { get; } = [.. propagators];

    /// <summary>Traffic for what a running deferral defers.</summary>
    public ITraffic OpenTraffic(DeferralRun run) => openTraffic(run);
}
