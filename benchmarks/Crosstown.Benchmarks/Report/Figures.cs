using System.Globalization;

namespace Crosstown.Benchmarks.Report;

/// <summary>What the benchmarks of one run have measured, by name; kept in a file, since each benchmark is a process of its own.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    public static Figures Read(string path)
    {
        var figures = new Figures();
        foreach (var line in File.ReadLines(path))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            figures._values[line[..space]] = double.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture);
        }

        return figures;
    }

    public double? this[string name] => _values.TryGetValue(name, out var value) ? value : null;

    /// <summary>What is not a number has not been measured.</summary>
    public void Set(string name, double value)
    {
        if (double.IsFinite(value))
            _values[name] = value;
    }

    /// <summary>Adds to the file; the later of two figures of one name counts.</summary>
    public void Append(string path) => File.AppendAllLines(path, _values.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:R}")));
}
