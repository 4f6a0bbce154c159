using System.Diagnostics;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>What is put around one deferral before it runs, and taken away after it: measurement, span and log scope.</summary>
internal struct DeferralSurroundings
{
    private long _startedAt;
    private Activity? _activity;
    private IDisposable? _scope;

    /// <summary>Where it throws, because a propagator, a listener or a logger does, what was put so far is to be taken away all the same.</summary>
    public void Put(WorkerParts parts, Deferral deferral)
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

    public readonly void TakeAway(WorkerParts parts, Deferral deferral)
    {
        if (_startedAt != 0)
            parts.Metrics.Ran(deferral, _startedAt);
        if (_activity is { } activity)
            CrosstownActivitySource.End(activity, deferral);
        _scope?.Dispose();
    }
}
