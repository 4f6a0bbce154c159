using System.Diagnostics;
using System.Globalization;
using System.Text;
using Crosstown.Benchmarks.Report;

namespace Crosstown.Benchmarks.Micro;

/// <summary>
/// Where time and bytes of a request's traffic go, without HTTP: bytes exactly, on the deferring thread and on all others; the process's CPU, not elapsed
/// time, so that a busy machine disturbs little; and how often threads went to sleep for it. Rounds of requests with 1, 5 and 100 deferrals are interleaved.
/// </summary>
internal static class PathMeasurement
{
    private const int Requests = 5_000;
    private const int Burst = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly int[] Counts = [1, 5, 100];

    public static async Task<string> RunAsync(int rounds, Figures figures)
    {
        await using var host = new BenchHost("crosstown.admission.capacity = 10000000");
        var runs = Counts.ToDictionary(static count => count, static _ => new List<Cost>());
        // By time, not by rounds: the JIT compiles again what has proved hot, a tenth of a second and more after it has.
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < WarmUp;)
        {
            foreach (var count in Counts)
                await MeasureAsync(host, count);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var count in Counts)
                runs[count].Add(await MeasureAsync(host, count));
        }

        var text = new StringBuilder();
        text.AppendLine("| deferrals | CPU ns per request | deferring thread: ns | bytes | other threads: bytes | sleeps |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var count in Counts)
            Row(text, count.ToString(CultureInfo.InvariantCulture), 1, Least(runs[count]));
        var further = Least(runs[100]).Minus(Least(runs[5]));
        Row(text, "each further (5 → 100)", 95, further);
        figures.Set("path.further.cpu", further.Cpu / 95);
        figures.Set("path.further.bytes", (further.CallerBytes + further.OtherBytes) / 95);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, int divisor, Cost cost) => text.AppendLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {cost.Cpu / divisor:F0} | {cost.CallerCpu / divisor:F0} | {cost.CallerBytes / divisor:F0} | {cost.OtherBytes / divisor:F0} | {cost.Sleeps / divisor:F2} |"));

    /// <summary>The least of the rounds for times, which noise only adds to; the median for the rest.</summary>
    private static Cost Least(List<Cost> runs)
    {
        double Median(Func<Cost, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
        return new(runs.Min(static c => c.Cpu), runs.Min(static c => c.CallerCpu), Median(static c => c.CallerBytes), Median(static c => c.OtherBytes), Median(static c => c.Sleeps));
    }

    /// <summary>Bursts with a wait for the last of each: between the extremes of one request at a time and of never an idle worker.</summary>
    private static async Task<Cost> MeasureAsync(BenchHost host, int deferrals)
    {
        var requests = deferrals == 100 ? Requests / 10 : Requests;
        var sleeps = Sleeps();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        long callerBytes = 0, callerTicks = 0;
        for (var burst = 0; burst < requests / Burst; burst++)
        {
            var bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            var before = Stopwatch.GetTimestamp();
            for (var i = 0; i < Burst; i++)
            {
                var request = host.Request();
                for (var d = 0; d < deferrals; d++)
                    request.Defer(static () => { });
                request.End();
            }

            callerTicks += Stopwatch.GetTimestamp() - before;
            callerBytes += GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            await host.SettledAsync();
        }

        var spent = Environment.CpuUsage.TotalTime - cpu;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Cost(
            spent.TotalNanoseconds / requests, callerTicks * (1e9 / Stopwatch.Frequency) / requests,
            callerBytes / (double)requests, (allocated - callerBytes) / (double)requests, (Sleeps() - sleeps) / (double)requests);
    }

    /// <summary>How often threads of this process have waited, from Linux's own count; 0 elsewhere.</summary>
    private static long Sleeps()
    {
        const string Line = "voluntary_ctxt_switches:";
        if (!OperatingSystem.IsLinux())
            return 0;
        return Directory.EnumerateDirectories("/proc/self/task").Sum(static task =>
        {
            try
            {
                return File.ReadLines(Path.Combine(task, "status")).Where(static line => line.StartsWith(Line, StringComparison.Ordinal))
                    .Sum(static line => long.Parse(line.AsSpan(Line.Length).Trim(), CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                return 0;
            }
        });
    }

    private readonly record struct Cost(double Cpu, double CallerCpu, double CallerBytes, double OtherBytes, double Sleeps)
    {
        public Cost Minus(Cost other) =>
            new(Cpu - other.Cpu, CallerCpu - other.CallerCpu, CallerBytes - other.CallerBytes, OtherBytes - other.OtherBytes, Sleeps - other.Sleeps);
    }
}
