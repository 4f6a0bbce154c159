using System.Globalization;
using System.Text;
using Crosstown.Benchmarks.Report;

namespace Crosstown.Benchmarks.Load;

/// <summary>A row per variant: medians, and ratios of each slice to the mean of the two of the plain endpoint around it.</summary>
internal sealed class LoadTable(LoadOptions options, IEnumerable<Beside<LoadSlice>> slices)
{
    private readonly ILookup<string, Beside<LoadSlice>> _slices = slices.ToLookup(slice => options.Variants[slice.Index].Name);

    public string Render()
    {
        var text = new StringBuilder();
        text.AppendLine("| server | requests/s | × plain (10–90 %) | by launch | p50 µs | p99 µs | CPU µs | × plain (10–90 %) | by launch | bytes | over plain |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var variant in options.Variants)
        {
            var own = _slices[variant.Name].ToList();
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {variant.Name} | {Own(own, Rate):F0} | {Ratio(own, Rate).ToString("F3")} | {ByLaunch(own, Rate)} | {Own(own, P50):F0} | {Own(own, P99):F0} | {Own(own, Cpu):F1} | {Ratio(own, Cpu).ToString("F3")} | {ByLaunch(own, Cpu)} | {Own(own, Bytes):F0} | {Over(own):F0} |"));
        }

        text.AppendLine();
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Medians of {options.Launches * options.Rounds} slices of {options.Seconds} s in {options.Launches} launches; CPU and bytes include what a server still does after its last response. The row of the plain endpoint is the noise: it has two processes, and each slice of one is set against the two of the other before and after."));
        foreach (var (name, own) in _slices.Select(group => (group.Key, group.ToList())))
        {
            if (own.Sum(static slice => slice.Own.Answers.Failed) is > 0 and var failed)
                text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {failed} of {own.Sum(static slice => slice.Own.Answers.Requests)} responses were an error."));
            if (own.Count(static slice => !slice.Own.Quiet) is > 0 and var busy)
                text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name}: still busy {ServerProcess.QuietWithin.TotalSeconds:F0} s after {busy} of {own.Count} slices; its CPU and bytes are too low."));
        }

        return text.ToString();
    }

    /// <summary>What the aims are set against; only for HTTP/1.1.</summary>
    public void Report(Figures figures)
    {
        foreach (var variant in _slices)
        {
            figures.Set($"load.{variant.Key}.rate", Ratio(variant, Rate).Median);
            figures.Set($"load.{variant.Key}.cpu", Ratio(variant, Cpu).Median);
            figures.Set($"load.{variant.Key}.bytes", Over(variant));
            figures.Set($"load.{variant.Key}.p99", Own(variant, P99));
        }

        if (_slices.Contains("handed-5") && _slices.Contains("handed-100"))
        {
            // Ratios first: they are of one minute's machine. Then in the nanoseconds of the run's typical plain request.
            var plain = Own(_slices[Servers.Variants.Plain], Cpu);
            var further = Spread.Of(_slices["handed-100"].Zip(_slices["handed-5"], static (many, five) => many.Ratio(Cpu) - five.Ratio(Cpu)));
            figures.Set("load.further.cpu", further.Median * plain * 1000 / 95);
            figures.Set("load.further.bytes", (Over(_slices["handed-100"]) - Over(_slices["handed-5"])) / 95);
        }

        if (_slices.Contains("handed-5") && _slices.Contains("quartz-5") && _slices.Contains("masstransit-5"))
        {
            var better = _slices["quartz-5"].Zip(_slices["masstransit-5"], static (quartz, bus) => Math.Max(quartz.Ratio(Rate), bus.Ratio(Rate)));
            figures.Set("load.peers.rate", Spread.Of(_slices["handed-5"].Zip(better, static (five, peer) => five.Ratio(Rate) / peer)).Median);
        }
    }

    private static double Rate(LoadSlice slice) => slice.Answers.Rate;

    private static double P50(LoadSlice slice) => slice.Answers.P50;

    private static double P99(LoadSlice slice) => slice.Answers.P99;

    private static double Cpu(LoadSlice slice) => slice.Cpu;

    private static double Bytes(LoadSlice slice) => slice.Bytes;

    private static double Own(IEnumerable<Beside<LoadSlice>> own, Func<LoadSlice, double> figure) => Spread.Of(own.Select(slice => figure(slice.Own))).Median;

    private static double Over(IEnumerable<Beside<LoadSlice>> own) => Spread.Of(own.Select(static slice => slice.Difference(Bytes))).Median;

    private static Spread Ratio(IEnumerable<Beside<LoadSlice>> own, Func<LoadSlice, double> figure) => Spread.Of(own.Select(slice => slice.Ratio(figure)));

    private static string ByLaunch(IEnumerable<Beside<LoadSlice>> own, Func<LoadSlice, double> figure) => string.Join(
        ", ", own.GroupBy(static slice => slice.Own.Launch).Select(launch => Ratio(launch, figure).Median.ToString("F2", CultureInfo.InvariantCulture)));
}
