using System.Globalization;
using System.Text;
using Crosstown.Benchmarks.Servers;

namespace Crosstown.Benchmarks.Load;

/// <summary>A row per variant: medians, and ratios to the plain endpoint round by round with their spread.</summary>
internal static class LoadTable
{
    public static string Render(IReadOnlyList<Variant> variants, IReadOnlyDictionary<string, List<LoadRun>> runs)
    {
        var plain = runs[Variants.Plain];
        var text = new StringBuilder();
        text.AppendLine("| server | requests/s | × plain (min–max) | p50 µs | p99 µs | CPU µs | × plain (min–max) | bytes | over plain |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var variant in variants)
        {
            var own = runs[variant.Name];
            text.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"| {variant.Name} | {Median(own, run => run.Rate):F0} | {Ratio(own, plain, run => run.Rate)} | {Median(own, run => run.P50):F0} | {Median(own, run => run.P99):F0} | {Median(own, run => run.Cpu):F1} | {Ratio(own, plain, run => run.Cpu)} | {Median(own, run => run.Bytes):F0} | {Median(own, run => run.Bytes) - Median(plain, run => run.Bytes):F0} |"));
        }

        var rates = plain.Select(run => run.Rate).ToList();
        text.AppendLine().AppendLine(string.Create(CultureInfo.InvariantCulture,
            $"Noise: the plain endpoint itself ranged over {(rates.Max() - rates.Min()) / Median(plain, run => run.Rate):P0} of its median in {rates.Count} rounds."));
        return text.ToString();
    }

    private static string Ratio(List<LoadRun> own, List<LoadRun> plain, Func<LoadRun, double> figure)
    {
        var ratios = own.Zip(plain, (a, b) => figure(a) / figure(b)).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{ratios[ratios.Count / 2]:F2} ({ratios[0]:F2}–{ratios[^1]:F2})");
    }

    private static double Median(List<LoadRun> runs, Func<LoadRun, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
}
