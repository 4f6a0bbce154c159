using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Crosstown.Benchmarks.Scale;

/// <summary>What one deferral costs as what is pending, what is open and the pool grow.</summary>
internal static class ScaleBenchmark
{
    private const int Rounds = 5;

    public static async Task<string> RunAsync(double factor)
    {
        var text = new StringBuilder();
        text.AppendLine("| what | size | ns per deferral (min–max) | bytes kept per deferral | × the first row |");
        text.AppendLine("|---|---|---|---|---|");
        await SeriesAsync(text, "pending in one request", [1_000, 10_000, 100_000, Scaled(1_000_000, factor)], size => PendingAsync(requests: 1, each: size));
        await SeriesAsync(text, "requests open, 5 deferrals each", [200, 2_000, 20_000, Scaled(100_000, factor)], size => PendingAsync(requests: size, each: 5));
        foreach (var router in (string[])["round-robin-pool", "smallest-mailbox-pool"])
            await SeriesAsync(text, $"routees of a {router}", [1, 8, 100, 1_000, Scaled(10_000, factor)], size => PoolAsync(router, size));
        return text.ToString();
    }

    private static int Scaled(int size, double factor) => Math.Max(1, (int)(size * factor));

    private static async Task SeriesAsync(StringBuilder text, string what, int[] sizes, Func<int, Task<(double Nanoseconds, double Kept)>> run)
    {
        double? first = null;
        foreach (var size in sizes.Distinct())
        {
            await run(size);
            var runs = new List<(double Nanoseconds, double Kept)>();
            for (var round = 0; round < Rounds; round++)
                runs.Add(await run(size));
            var sorted = runs.Select(r => r.Nanoseconds).Order().ToList();
            var median = sorted[Rounds / 2];
            first ??= median;
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {size:N0} | {median:F0} ({sorted[0]:F0}–{sorted[^1]:F0}) | {runs.Select(r => r.Kept).Order().ElementAt(Rounds / 2):F0} | {median / first:F2} |"));
        }
    }

    /// <summary>Defers into requests that stay open, weighs what is kept, ends them, waits until all has run. Small sizes are repeated up to a measurable count.</summary>
    private static async Task<(double Nanoseconds, double Kept)> PendingAsync(int requests, int each)
    {
        await using var host = new BenchHost("crosstown.admission { capacity = 10000000, per-request = 1000000 }");
        var total = requests * each;
        var repeats = Math.Max(1, 200_000 / total);
        var kept = 0.0;
        var clock = new Stopwatch();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var before = repeat == 0 ? GC.GetTotalMemory(forceFullCollection: true) : 0;
            clock.Start();
            var open = new BenchRequest[requests];
            for (var r = 0; r < requests; r++)
            {
                open[r] = host.Request();
                for (var d = 0; d < each; d++)
                    open[r].Defer(static () => { });
            }

            clock.Stop();
            if (repeat == 0)
                kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)total;
            clock.Start();
            foreach (var request in open)
                request.End();
            await host.SettledAsync();
            clock.Stop();
        }

        return (clock.Elapsed.TotalNanoseconds / ((double)total * repeats), kept);
    }

    /// <summary>200,000 no-op deferrals in requests of five through a pool of this size.</summary>
    private static async Task<(double Nanoseconds, double Kept)> PoolAsync(string router, int routees)
    {
        const int Requests = 40_000;
        await using var host = new BenchHost($$"""
            crosstown.admission.capacity = 10000000
            akka.actor.deployment./crosstown/pools/default { router = {{router}}, nr-of-instances = {{routees}} }
            """);
        // Once over every routee, so that none is measured while it starts.
        for (var i = 0; i < routees; i++)
            Request(host);
        await host.SettledAsync();

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Requests; i++)
            Request(host);
        await host.SettledAsync();
        return (clock.Elapsed.TotalNanoseconds / (Requests * 5.0), double.NaN);
    }

    private static void Request(BenchHost host)
    {
        var request = host.Request();
        for (var d = 0; d < 5; d++)
            request.Defer(static () => { });
        request.End();
    }
}
