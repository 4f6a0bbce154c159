using System.Globalization;

namespace Crosstown.Benchmarks;

/// <summary>A median with the 10th and 90th percentile (nearest rank: of fewer than ten values, the least and the greatest).</summary>
internal readonly record struct Spread(double Median, double Low, double High)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
            return new(double.NaN, double.NaN, double.NaN);
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new(median, Percentile(sorted, 0.10), Percentile(sorted, 0.90));
    }

    /// <summary>Nearest rank; <paramref name="sorted"/> is in ascending order.</summary>
    public static double Percentile(double[] sorted, double part) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];

    public string ToString(string format) => double.IsNaN(Median)
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Low.ToString(format, CultureInfo.InvariantCulture)}–{High.ToString(format, CultureInfo.InvariantCulture)})");
}
