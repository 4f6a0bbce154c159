using Crosstown.Actors.Gates;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>The services of a host that workers use to run deferrals. One per host.</summary>
internal sealed class WorkerParts(
    IServiceProvider services, CrosstownSettings settings, CrosstownMetrics metrics, DetachedRuns detached, LateContinuations continuations, CrosstownLogger log, TimeProvider clock,
    IEnumerable<ITrafficPropagator> propagators, PoolDirectory pools, Func<DeferralRun, ITraffic> openTraffic)
{
    public IServiceProvider Services => services;

    public CrosstownSettings Settings => settings;

    public CrosstownMetrics Metrics => metrics;

    public DetachedRuns Detached => detached;

    public LateContinuations Continuations => continuations;

    public CrosstownLogger Log => log;

    public TimeProvider Clock => clock;

    public ITrafficPropagator[] Propagators { get; } = [.. propagators];

    /// <summary>The gate of the pool or lane that runs the deferral.</summary>
    public Gate GateOf(Deferral deferral) => pools.GateOf(deferral);

    /// <summary>Opens the traffic for deferrals made by a running deferral.</summary>
    public ITraffic OpenTraffic(DeferralRun run) => openTraffic(run);
}
