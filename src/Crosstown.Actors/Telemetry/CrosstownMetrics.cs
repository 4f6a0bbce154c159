using System.Diagnostics.Metrics;

namespace Crosstown.Actors.Telemetry;

/// <summary>The meter <c>Crosstown</c>. Most counters are read from the ledger when they are collected, so that they cost a deferral nothing.</summary>
internal sealed class CrosstownMetrics : IDisposable
{
    public const string MeterName = "Crosstown";
    private readonly Meter? _owned;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _completed;
    private readonly TimeProvider _clock;

    public CrosstownMetrics(TimeProvider clock, IMeterFactory? factory = null)
    {
        _clock = clock;
        // A meter of the factory is disposed of by the factory; only one created here is owned.
        Meter = factory?.Create(MeterName) ?? (_owned = new Meter(MeterName));
        _completed = Meter.CreateCounter<long>("crosstown.requests.completed", "{request}", "Requests with traffic whose response is over.");
        _wait = Meter.CreateHistogram<double>("crosstown.deferral.wait", "s", "From the release of a request's traffic to a deferral's start.");
        _duration = Meter.CreateHistogram<double>("crosstown.deferral.duration", "s", "From a deferral's start to its end.");
    }

    public Meter Meter { get; }

    /// <summary>Whether waits or durations are collected. If not, callers need not read the clock.</summary>
    public bool MeasuresRuns => _duration.Enabled || _wait.Enabled;

    public void Started(Deferral deferral, long at)
    {
        if (_wait.Enabled && deferral.ReleasedAt is var released and > 0)
            _wait.Record(_clock.GetElapsedTime(released, at).TotalSeconds, new KeyValuePair<string, object?>(TagNames.Pool, deferral.Pool));
    }

    public void Ran(Deferral deferral, long startedAt)
    {
        if (_duration.Enabled && deferral.Fate is { } fate)
        {
            _duration.Record(
                _clock.GetElapsedTime(startedAt).TotalSeconds,
                new KeyValuePair<string, object?>(TagNames.Pool, deferral.Pool), new KeyValuePair<string, object?>(TagNames.Fate, fate.ToTag()));
        }
    }

    public void Completed(ResponseSnapshot? response)
    {
        if (_completed.Enabled && response is not null)
        {
            _completed.Add(
                1, new KeyValuePair<string, object?>(TagNames.Outcome, response.Outcome.ToTag()), new KeyValuePair<string, object?>(TagNames.WireLevel, response.Level.ToTag()));
        }
    }

    public void Dispose() => _owned?.Dispose();
}
