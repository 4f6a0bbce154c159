using System.Text.RegularExpressions;

namespace Crosstown.Conventions.Tests;

public sealed partial class DocumentationSpecs
{
    private const int ReadmeLines = 180;

    [Fact]
    public void The_readme_fits_in_180_lines() => Assert.InRange(Repository.Read("README.md").Split('\n').Length, 1, ReadmeLines);

    [Fact]
    public void Relative_links_in_documents_lead_somewhere() =>
        Assert.Empty(
            from file in Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            where !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
            from Match link in Link().Matches(File.ReadAllText(file))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target))
            select $"{Path.GetRelativePath(Repository.Root, file)}: {target}");

    [Theory, InlineData("docs/testing.md"), InlineData("docs/failures.md"), InlineData("docs/afterwards.md")]
    public void The_code_of_a_page_compiles_and_runs_as_specs(string page)
    {
        var specs = string.Join('\n', Repository.Sources("tests/Crosstown.TestKit.Tests/Documentation").Select(file => Unindented(Repository.Read(file))));
        var blocks = CodeBlock().Matches(Repository.Read(page)).Select(block => Unindented(block.Groups[1].Value)).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, specs, StringComparison.Ordinal));
    }

    private static string Unindented(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    [GeneratedRegex(@"```csharp\r?\n([\s\S]*?)```")]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
