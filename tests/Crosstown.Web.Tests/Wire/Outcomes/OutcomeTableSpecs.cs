namespace Crosstown.Web.Tests.Wire.Outcomes;

/// <summary>docs/design.md §2.3: docs/reference/outcomes.md is the expectation: each of its rows is played, on each protocol it names.</summary>
public sealed class OutcomeTableSpecs
{
    private static readonly string[] Protocols = ["HTTP/1.1", "HTTP/2"];

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var cells in File.ReadLines(Document()).Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Select(static line => line.Trim('|', ' ').Split(" | ")))
            {
                foreach (var protocol in Protocols.Where(protocol => cells[1].Split(", ").Contains(protocol)))
                    rows.Add(cells[0], protocol, string.Join(" | ", cells[2..]));
            }
            return rows;
        }
    }

    [Theory(Timeout = 30_000), MemberData(nameof(Rows))]
    public async Task Each_row_of_the_outcomes_table_is_true(string ending, string protocol, string expected)
    {
        await using var run = await OutcomeRun.StartAsync(protocol == "HTTP/2", slowReaders: ending.StartsWith("slower", StringComparison.Ordinal));
        var seen = await OutcomeCases.All[ending](run);
        Assert.Equal(expected, $"{seen?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"} | {await run.ToldAsync()}");
    }

    [Fact]
    public void The_outcomes_table_has_a_row_for_every_ending()
    {
        var rows = Rows.Select(static row => (string)row[0]).ToHashSet();
        Assert.Empty(OutcomeCases.All.Keys.Except(rows));
    }

    private static string Document()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Crosstown.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "docs", "reference", "outcomes.md");
    }
}
