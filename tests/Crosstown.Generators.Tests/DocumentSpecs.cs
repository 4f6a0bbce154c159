using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Crosstown.Generators.Tests;

/// <summary>The code of the pages about the decorator and the analyzers compiles.</summary>
public sealed partial class DocumentSpecs
{
    private static readonly string Docs = Path.Combine(Root(), "docs");

    public static TheoryData<string> Rules => [.. Directory.GetFiles(Path.Combine(Docs, "analyzers"), "CRT*.md").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("decorator.md")]
    [InlineData("coming-from-hendrix.md")]
    [InlineData("retries.md")]
    public async Task The_code_of_a_page_compiles_without_a_diagnostic(string page)
    {
        var blocks = Blocks(page);
        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
            Assert.Empty(await Analyzed.IdsAsync(Program(block)));
    }

    [Theory, MemberData(nameof(Rules))]
    public async Task The_page_of_a_rule_shows_first_what_is_reported_and_then_what_is_not(string rule)
    {
        var blocks = Blocks($"analyzers/{rule}.md");
        Assert.Equal(2, blocks.Count);
        Assert.Equal([rule], (await Analyzed.IdsAsync(Program(blocks[0]))).Distinct());
        Assert.Empty(await Analyzed.IdsAsync(Program(blocks[1])));
    }

    [Fact]
    public void Every_rule_has_a_page_that_the_overview_and_the_rules_link_name()
    {
        var overview = File.ReadAllText(Path.Combine(Docs, "analyzers", "README.md"));
        var rules = Analyzed.Rules.DistinctBy(static rule => rule.Id).OrderBy(static rule => rule.Id, StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Select(Rules.Cast<object[]>(), static row => (string)row[0]), rules.Select(static rule => rule.Id));
        Assert.All(rules, rule =>
        {
            Assert.EndsWith($"docs/analyzers/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
            Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity.ToString().ToLowerInvariant()} |", overview, StringComparison.Ordinal);
        });
    }

    private static List<string> Blocks(string page) => [.. Code().Matches(File.ReadAllText(Path.Combine(Docs, page))).Select(static match => match.Groups[1].Value)];

    /// <summary>A whole program: what the pages take for granted, and their code.</summary>
    private static CSharpCompilation Program(string block)
    {
        const string Given = """
            public record Campaign(IReadOnlyList<string> Numbers);
            public record Order(int Id, string Customer);
            public record PlaceCall(string Number);
            public interface ITwilio { Task CallAsync(string number, CancellationToken ct = default); }
            public interface IMailer { Task SendAsync(string to, string? text, CancellationToken ct); }
            public class Shop : Microsoft.EntityFrameworkCore.DbContext;
            """;
        var text = "var app = WebApplication.CreateBuilder(args).Build();\nICrosstownTraffic traffic = app.Services.GetRequiredService<ICrosstownTraffic>();\n" + block;
        return Compiled.Create(text, Given).WithOptions(Compiled.Options.WithOutputKind(OutputKind.ConsoleApplication));
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
