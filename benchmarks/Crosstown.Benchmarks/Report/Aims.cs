using System.Globalization;
using System.Text;

namespace Crosstown.Benchmarks.Report;

/// <summary>Every figure that is aimed at, set against what a run has measured.</summary>
internal static class Aims
{
    private static readonly Aim[] All =
    [
        new("No deferral: requests/s (load)", "load.crosstown-0.rate", "×", 0.97, 0.99),
        new("No deferral: bytes per request over plain (load)", "load.crosstown-0.bytes", "B", 250, 100),
        new("5 at Handed: requests/s (load)", "load.handed-5.rate", "×", 0.85, 0.95),
        new("5 at Handed: CPU (load)", "load.handed-5.cpu", "×", 1.30, 1.12),
        new("5 at Handed: bytes per request over plain (load)", "load.handed-5.bytes", "B", 2_800, 1_200),
        new("5 at Sent: requests/s (load)", "load.sent-5.rate", "×", 0.80, 0.92),
        new("5 at Sent: CPU (load)", "load.sent-5.cpu", "×", 1.35, 1.18),
        new("5 at Sent: bytes per request over plain (load)", "load.sent-5.bytes", "B", 3_000, 1_400),
        new("Each further deferral: CPU (load, handed-5 → handed-100)", "load.further.cpu", "ns", 400, 200),
        new("Each further deferral: bytes (load, handed-5 → handed-100)", "load.further.bytes", "B", 250, 150),
        new("Each further deferral: CPU (path, 5 → 100, without HTTP)", "path.further.cpu", "ns", 400, 200),
        new("Each further deferral: bytes (path, 5 → 100, without HTTP)", "path.further.bytes", "B", 250, 150),
        new("5 at Handed over the better of Quartz and MassTransit: requests/s (load)", "load.peers.rate", "×", 2, 4),
        new("Pending deferral kept, 1,000,000 of one request (scale)", "scale.pending.kept", "B", 300, 200),
        new("Pending deferral kept, 1,000,000 over 1,000 (scale)", "scale.pending.kept.growth", "×", 1.1, 1.1),
        new("Pending deferral kept, 100,000 requests of 5, their actors included (scale)", "scale.open.kept", "B", 300, 200),
        new("Last byte → first start at Handed, paced: p50 (lag)", "lag.handed.paced.p50", "µs", 200, 50),
        new("Last byte → first start at Handed, paced: p99 (lag)", "lag.handed.paced.p99", "µs", 5_000, 1_000),
        new("Last byte → first start at Sent, paced: p50 (lag)", "lag.sent.paced.p50", "µs", 200, 50),
        new("Last byte → first start at Sent, paced: p99 (lag)", "lag.sent.paced.p99", "µs", 5_000, 1_000),
        new("Last byte → first start at Handed, closed loop: p50 (lag)", "lag.handed.closed.p50", "µs", 200, 50),
        new("Last byte → first start at Handed, closed loop: p99 (lag)", "lag.handed.closed.p99", "µs", 5_000, 1_000),
        new("Last byte → first start at Sent, closed loop: p50 (lag)", "lag.sent.closed.p50", "µs", 200, 50),
        new("Last byte → first start at Sent, closed loop: p99 (lag)", "lag.sent.closed.p99", "µs", 5_000, 1_000),
        new("1,000,000 pending in one request over 1,000: CPU (scale)", "scale.pending.cpu", "×", 1.5, 1.1),
        new("1,000,000 pending in one request over 1,000: elapsed (scale)", "scale.pending.elapsed", "×", 1.5, 1.1),
        new("A request beside 1,000,000 pending over one beside 1,000: CPU (scale)", "scale.beside.cpu", "×", 1.5, 1.1),
        new("A request beside 1,000,000 pending over one beside 1,000: elapsed (scale)", "scale.beside.elapsed", "×", 1.5, 1.1),
        new("Round-robin pool of 10,000 over one of 8: CPU (scale)", "scale.pool.cpu", "×", 1.5, 1.1),
        new("Round-robin pool of 10,000 over one of 8: elapsed (scale)", "scale.pool.elapsed", "×", 1.5, 1.1),
    ];

    public static string Render(Figures figures)
    {
        var text = new StringBuilder();
        text.AppendLine("| measure | figure | least | after | |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var aim in All)
            text.AppendLine(aim.Row(figures));
        text.AppendLine();
        text.AppendLine("× without a word beside it is to the plain endpoint. \"Flat\" and \"linear\" are taken as within 1.1×.");
        var p99 = ((string Name, string Variant)[])[("plain", "plain"), ("no deferral", "crosstown-0"), ("5 at Handed", "handed-5"), ("5 at Sent", "sent-5")];
        text.AppendLine("p99 response time under load: " + string.Join(", ", p99.Select(of =>
            $"{of.Name} {(figures[$"load.{of.Variant}.p99"] is { } micros ? micros.ToString("#,0 µs", CultureInfo.InvariantCulture) : "not measured")}")) + ".");
        return text.ToString();
    }
}
