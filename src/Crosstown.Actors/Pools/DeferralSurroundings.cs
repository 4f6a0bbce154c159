using System.Diagnostics;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>What is put around one deferral before it runs, and taken away after it: measurement, span and log scope.</summary>
internal struct DeferralSurroundings
{
    private long _startedAt;
    private Activity? _activity;
    private IDisposable? _scope;

    /// <summary>Where it throws, because a propagator, a listener or a logger does, what was put so far is to be taken away all the same.</summary>
    public void Put(TrafficSystem system, Deferral deferral)
    {
        deferral.Captured?.Restore(system.Propagators);
        if (system.Metrics.MeasuresRuns)
        {
            _startedAt = system.Clock.GetTimestamp();
            system.Metrics.Started(deferral, _startedAt);
        }

        _activity = CrosstownActivitySource.Start(deferral, system.Settings.Trace);
        _scope = system.Settings.LogScope && system.Log.IsEnabled(LogLevel.Critical) ? system.Log.BeginScope(new DeferralScope(deferral)) : null;
    }

    public readonly void TakeAway(TrafficSystem system, Deferral deferral)
    {
        if (_startedAt != 0)
            system.Metrics.Ran(deferral, _startedAt);
        if (_activity is { } activity)
            CrosstownActivitySource.End(activity, deferral);
        _scope?.Dispose();
    }
}
