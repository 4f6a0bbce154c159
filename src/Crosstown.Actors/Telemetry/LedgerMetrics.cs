using System.Diagnostics.Metrics;

namespace Crosstown.Actors.Telemetry;

/// <summary>The instruments that read the ledger.</summary>
internal static class LedgerMetrics
{
    public static void Register(Meter meter, ITrafficLedger ledger)
    {
        var export = new ExportReading(ledger);
        meter.CreateObservableCounter("crosstown.deferrals.deferred", () => export.For("deferred").Deferred, "{deferral}", "Calls that deferred, the refused ones among them.");
        meter.CreateObservableCounter("crosstown.deferrals.ended", () => Fates(export.For("ended")), "{deferral}", "Deferrals by fate.");
        meter.CreateObservableUpDownCounter("crosstown.deferrals.outstanding", () => export.For("outstanding").Outstanding, "{deferral}", "Deferrals without a fate.");
        meter.CreateObservableUpDownCounter("crosstown.deferrals.detached", () => ledger.DetachedRuns, "{deferral}", "Deferrals whose code still runs although their routee has gone on to others.");
        meter.CreateObservableUpDownCounter("crosstown.admission.slots", () => ledger.SlotsTaken, "{slot}", "Slots taken.");
        meter.CreateObservableUpDownCounter("crosstown.requests.open", () => ledger.OpenRequests, "{request}", "Requests with deferrals outstanding.");
        meter.CreateObservableGauge(
            "crosstown.requests.oldest_collecting", () => ledger.OldestCollecting.TotalSeconds, "s", "How long the oldest response with traffic that is still being made has been collecting.");
        meter.CreateObservableUpDownCounter("crosstown.lane.depth", () => Depths(ledger), "{deferral}", "Deferrals dispatched to a same-thread lane that have not left it.");
    }

    private static IEnumerable<Measurement<long>> Fates(LedgerReading reading)
    {
        foreach (var fate in Enum.GetValues<Fate>())
            yield return new Measurement<long>(reading[fate], new KeyValuePair<string, object?>(TagNames.Fate, fate.ToTag()));
    }

    private static IEnumerable<Measurement<int>> Depths(ITrafficLedger ledger) =>
        ledger.LaneDepths.Select(static (depth, lane) => new Measurement<int>(depth, new KeyValuePair<string, object?>(TagNames.Lane, lane)));
}
