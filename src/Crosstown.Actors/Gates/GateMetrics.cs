using System.Diagnostics.Metrics;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Gates;

/// <summary>The instruments that read the gates.</summary>
internal static class GateMetrics
{
    public static void Register(Meter meter, IReadOnlyList<Gate> gates)
    {
        meter.CreateObservableUpDownCounter(
            "crosstown.gate.waiting", () => gates.Select(static gate => new Measurement<int>(gate.Waiting, NameOf(gate))), "{deferral}", "Deferrals that wait for a retry, a delay, a key, a rate or a circuit.");
        meter.CreateObservableGauge(
            "crosstown.gate.oldest", () => gates.Select(static gate => new Measurement<double>(gate.OldestWait.TotalSeconds, NameOf(gate))), "s", "How long the oldest of them has waited for its turn, delays and backoffs apart.");
    }

    private static KeyValuePair<string, object?> NameOf(Gate gate) => new(TagNames.Gate, gate.Name);
}
