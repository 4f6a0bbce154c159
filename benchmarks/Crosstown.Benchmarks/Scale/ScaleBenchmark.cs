using System.Globalization;
using System.Text;
using Crosstown.Benchmarks.Report;

namespace Crosstown.Benchmarks.Scale;

/// <summary>What one deferral costs as what is pending, what is open and the pool grow: each size between two runs of the first.</summary>
internal sealed class ScaleBenchmark(double factor, int rounds, Figures figures)
{
    private static readonly int[] Pending = [1_000, 10_000, 100_000, 1_000_000];
    private static readonly int[] Pools = [8, 1, 100, 1_000, 10_000];

    public async Task<string> RunAsync()
    {
        var text = new StringBuilder();
        text.AppendLine("| what | size | ns per deferral | × the first (10–90 %) | in pauses of the GC | CPU ns per deferral | × the first (10–90 %) | bytes kept |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        await SeriesAsync(text, new PendingScale("pending in one request", "scale.pending", Scaled(Pending), static size => (1, size)));
        await SeriesAsync(text, new PendingScale("requests open, 5 deferrals each", "scale.open", Scaled([200, 2_000, 20_000, 100_000]), static size => (size, 5)));
        await SeriesAsync(text, new BesideScale("scale.beside", Scaled(Pending)));
        await SeriesAsync(text, new PoolScale("round-robin-pool", "scale.pool", Scaled(Pools)));
        await SeriesAsync(text, new PoolScale("least-busy-pool", "scale.least-busy", Scaled(Pools)));
        text.AppendLine().AppendLine(string.Create(
            CultureInfo.InvariantCulture, $"Medians of {rounds} rounds. The first row of each series is the noise: each of its runs against the two of its own before and after."));
        return text.ToString();
    }

    /// <summary>Only the largest size shrinks with the factor.</summary>
    private int[] Scaled(int[] sizes) => [.. sizes[..^1].Append((int)(sizes[^1] * factor)).Distinct()];

    private async Task SeriesAsync(StringBuilder text, ScaleSeries series)
    {
        await using var _ = series;
        foreach (var size in series.Sizes)
            await series.MeasureAsync(size);
        var kept = new double[series.Sizes.Count];
        for (var i = 0; i < kept.Length; i++)
            kept[i] = await series.KeptAsync(series.Sizes[i]);

        var all = await Interleaved.RunAsync(series.Sizes.Count - 1, rounds, (_, index) => series.MeasureAsync(series.Sizes[index]));
        var bySize = all.ToLookup(static run => run.Index);
        for (var i = 0; i < series.Sizes.Count; i++)
        {
            var (elapsed, cpu) = (Ratio(bySize[i], Elapsed), Ratio(bySize[i], Cpu));
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {series.What} | {series.Sizes[i]:N0} | {Own(bySize[i], Elapsed):F0} | {elapsed.ToString("F2")} | {Own(bySize[i], static cost => cost.Paused):F0} | {Own(bySize[i], Cpu):F0} | {cpu.ToString("F2")} | {(double.IsNaN(kept[i]) ? "" : kept[i].ToString("F0", CultureInfo.InvariantCulture))} |"));
        }

        // A smaller run answers another question than the aims ask.
        if (factor < 1)
            return;
        figures.Set(series.Figure + ".elapsed", Ratio(bySize[series.Sizes.Count - 1], Elapsed).Median);
        figures.Set(series.Figure + ".cpu", Ratio(bySize[series.Sizes.Count - 1], Cpu).Median);
        figures.Set(series.Figure + ".kept", kept[^1]);
        figures.Set(series.Figure + ".kept.growth", kept[^1] / kept[0]);
    }

    private static double Elapsed(ScaleCost cost) => cost.Elapsed;

    private static double Cpu(ScaleCost cost) => cost.Cpu;

    private static double Own(IEnumerable<Beside<ScaleCost>> runs, Func<ScaleCost, double> figure) => Spread.Of(runs.Select(run => figure(run.Own))).Median;

    private static Spread Ratio(IEnumerable<Beside<ScaleCost>> runs, Func<ScaleCost, double> figure) => Spread.Of(runs.Select(run => run.Ratio(figure)));
}
