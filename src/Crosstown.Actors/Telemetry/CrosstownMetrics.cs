using System.Diagnostics.Metrics;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Telemetry;

/// <summary>The meter <c>Crosstown</c>. Counters are read from the ledger when they are collected, so that a deferral pays nothing for them.</summary>
internal sealed class CrosstownMetrics : IDisposable
{
    public const string MeterName = "Crosstown";
    private readonly Meter? _owned;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _completed;
    private readonly TrafficSystem _system;

    public CrosstownMetrics(TrafficSystem system, IMeterFactory? factory)
    {
        _system = system;
        // A factory owns what it makes.
        var meter = factory?.Create(MeterName) ?? (_owned = new Meter(MeterName));
        ITrafficLedger ledger = system;
        meter.CreateObservableCounter("crosstown.deferrals.deferred", () => ledger.Read().Deferred, "{deferral}", "Calls that deferred, the refused ones among them.");
        meter.CreateObservableCounter("crosstown.deferrals.ended", () => Fates(ledger.Read()), "{deferral}", "Deferrals by fate.");
        meter.CreateObservableUpDownCounter("crosstown.deferrals.outstanding", () => ledger.Read().Outstanding, "{deferral}", "Deferrals without a fate.");
        meter.CreateObservableUpDownCounter("crosstown.deferrals.strays", () => ledger.Strays, "{deferral}", "Deferrals whose routee went on without them and whose code still runs.");
        meter.CreateObservableUpDownCounter("crosstown.admission.slots", () => ledger.SlotsTaken, "{slot}", "Slots taken.");
        meter.CreateObservableUpDownCounter("crosstown.requests.open", () => ledger.OpenRequests, "{request}", "Requests with deferrals outstanding.");
        meter.CreateObservableGauge("crosstown.requests.oldest_collecting", () => ledger.OldestCollecting.TotalSeconds, "s", "How long the oldest response with traffic that is still being made has been collecting.");
        meter.CreateObservableUpDownCounter("crosstown.lane.depth", Depths, "{deferral}", "Deferrals dispatched to a same-thread lane that have not left it.");
        _completed = meter.CreateCounter<long>("crosstown.requests.completed", "{request}", "Requests with traffic whose response is over.");
        _wait = meter.CreateHistogram<double>("crosstown.deferral.wait", "s", "From the release of a request's traffic to a deferral's start.");
        _duration = meter.CreateHistogram<double>("crosstown.deferral.duration", "s", "From a deferral's start to its end.");
    }

    /// <summary>Whether a clock needs to be read for <see cref="Ran"/>.</summary>
    public bool MeasuresRuns => _duration.Enabled || _wait.Enabled;

    public void Started(Deferral deferral, long at)
    {
        if (_wait.Enabled && deferral.ReleasedAt is var released and > 0)
            _wait.Record(_system.Clock.GetElapsedTime(released, at).TotalSeconds, new KeyValuePair<string, object?>(TagNames.Place, deferral.Plan.Place));
    }

    public void Ran(Deferral deferral, long startedAt)
    {
        if (_duration.Enabled && deferral.Fate is { } fate)
        {
            _duration.Record(
                _system.Clock.GetElapsedTime(startedAt).TotalSeconds,
                new KeyValuePair<string, object?>(TagNames.Place, deferral.Plan.Place), new KeyValuePair<string, object?>(TagNames.Fate, fate.ToTag()));
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

    private static IEnumerable<Measurement<long>> Fates(LedgerReading reading)
    {
        foreach (var fate in Enum.GetValues<Fate>())
            yield return new Measurement<long>(reading[fate], new KeyValuePair<string, object?>(TagNames.Fate, fate.ToTag()));
    }

    private IEnumerable<Measurement<int>> Depths() =>
        _system.Lanes.Select(static lane => new Measurement<int>(lane.Depth, new KeyValuePair<string, object?>(TagNames.Lane, lane.Number)));
}
