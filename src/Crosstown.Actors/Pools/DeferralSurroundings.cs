using System.Diagnostics;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>The caller's context, measurement, span and log scope of one deferral: set up before its code runs, and ended after it.</summary>
internal struct DeferralSurroundings
{
    private long _startedAt;
    private Activity? _activity;
    private IDisposable? _scope;

    /// <summary>Throws if a propagator, a listener or a logger throws. The caller must call <see cref="End"/> all the same, which ends the parts set up so far.</summary>
    public void Begin(WorkerParts parts, Deferral deferral)
    {
        deferral.Caller?.Restore(parts.Propagators);
        if (parts.Metrics.MeasuresRuns)
        {
            _startedAt = parts.Clock.GetTimestamp();
            parts.Metrics.Started(deferral, _startedAt);
        }

        _activity = CrosstownActivitySource.Start(deferral, parts.Settings.Trace);
        _scope = parts.Settings.LogScope && parts.Log.IsEnabled(LogLevel.Critical) ? parts.Log.BeginScope(new DeferralScope(deferral)) : null;
    }

    public readonly void End(WorkerParts parts, Deferral deferral)
    {
        if (_startedAt != 0)
            parts.Metrics.Ran(deferral, _startedAt);
        if (_activity is { } activity)
            CrosstownActivitySource.End(activity, deferral);
        _scope?.Dispose();
    }
}
