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

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
