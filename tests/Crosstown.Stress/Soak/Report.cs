using System.Globalization;

namespace Crosstown.Stress.Soak;

/// <summary>A table of what was counted and what it had to be.</summary>
internal sealed class Report
{
    private readonly List<string> _rows = [];
    private int _wrong;

    public void Note(string what, double actual) => Add(what, actual.ToString("F0", CultureInfo.InvariantCulture), "", isRight: true);

    public void Equal(string what, long actual, long must) => Add(what, Text(actual), Text(must), actual == must);

    public void Within(string what, long actual, long least, long most) =>
        Add(what, Text(actual), most == long.MaxValue ? $"at least {Text(least)}" : $"at most {Text(most)}", actual >= least && actual <= most);

    public int Print(Book book)
    {
        Console.WriteLine();
        Console.WriteLine("| | is | must be | |");
        Console.WriteLine("|---|---:|---:|---|");
        foreach (var row in _rows)
            Console.WriteLine(row);
        Console.WriteLine();
        foreach (var accusation in book.Accusations)
            Console.WriteLine(accusation);
        var wrong = _wrong + book.Accused;
        Console.WriteLine(wrong == 0 ? "Every deferral has one fate, and nothing is left." : $"{wrong} violations.");
        return wrong == 0 ? 0 : 1;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void Add(string what, string actual, string must, bool isRight)
    {
        _wrong += isRight ? 0 : 1;
        _rows.Add($"| {what} | {actual} | {must} | {(isRight ? "" : "WRONG")} |");
    }
}
