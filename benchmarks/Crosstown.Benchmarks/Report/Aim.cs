using System.Globalization;

namespace Crosstown.Benchmarks.Report;

/// <summary>One figure that is aimed at.</summary>
/// <param name="Measure">What is measured, with the benchmark that does it.</param>
/// <param name="Figure">The figure's name in <see cref="Figures"/>.</param>
/// <param name="Unit">Written after the number.</param>
/// <param name="Least">What it takes to call it done.</param>
/// <param name="After">What we are after.</param>
internal sealed record Aim(string Measure, string Figure, string Unit, double Least, double After)
{
    /// <summary>Whether a larger figure is the better one: where what we are after is larger than the least.</summary>
    private bool MoreIsBetter => After > Least;

    public string Row(Figures figures)
    {
        var sign = MoreIsBetter ? "≥" : "≤";
        var measured = figures[Figure];
        return $"| {Measure} | {(measured is { } value ? Text(value) : "not measured")} | {sign} {Text(Least)} | {sign} {Text(After)} | {Verdict(measured)} |";
    }

    private string Verdict(double? measured) => measured switch
    {
        null => "–",
        { } value when Reaches(value, After) => "met, and what we are after",
        { } value when Reaches(value, Least) => "met",
        _ => "**not met**",
    };

    private bool Reaches(double value, double aim) => MoreIsBetter ? value >= aim : value <= aim;

    private string Text(double value) => string.Create(CultureInfo.InvariantCulture, $"{(Unit == "×" ? value.ToString("0.00#", CultureInfo.InvariantCulture) : value.ToString("#,0", CultureInfo.InvariantCulture))}{(Unit == "×" ? "" : " ")}{Unit}");
}
