using System.Text.RegularExpressions;

namespace Crosstown.Conventions.Tests;

public sealed partial class SourceSpecs
{
    private const int MostLines = 300;

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Assert.Empty(
            from file in Repository.Sources("src", "samples", "tests", "benchmarks")
            let lines = Repository.Read(file).AsSpan().Count('\n')
            where lines > MostLines
            select $"{file}: {lines} lines");

    [Fact]
    public void No_class_is_longer_than_300_lines_in_all_of_its_partials_together() =>
        Assert.Empty(
            from file in Repository.Sources("src", "samples", "tests", "benchmarks")
            where !file.EndsWith(".Log.cs", StringComparison.Ordinal) && !file.EndsWith(".g.cs", StringComparison.Ordinal)
            let text = Repository.Read(file)
            let type = PartialType().Match(text).Groups[1].Value
            where type.Length > 0
            group (File: file, Lines: text.AsSpan().Count('\n')) by (NamespaceLine().Match(text).Groups[1].Value, type) into partials
            let lines = partials.Sum(partial => partial.Lines)
            where lines > MostLines
            select $"{partials.Key.type}: {lines} lines in {string.Join(", ", partials.Select(partial => partial.File))}");

    [Fact]
    public void Public_types_are_in_the_librarys_namespace_and_internal_types_in_that_of_their_folder() =>
        Assert.Empty(
            from file in Repository.Sources("src")
            let text = Repository.Read(file)
            let parts = file.Split('/')
            let expected = PublicType().IsMatch(text) ? parts[1] : string.Join('.', parts[1..^1])
            let actual = NamespaceLine().Match(text).Groups[1].Value
            where actual.Length > 0 && actual != expected && !IsExtensionOf(actual) && !(actual == parts[1] && ExtensionType().IsMatch(text))
            select $"{file}: {actual}, expected {expected}");

    // Extension methods are in the namespace of the type that they extend, and what the compiler asks for is where it looks.
    private static bool IsExtensionOf(string ns) => ns.StartsWith("Microsoft.", StringComparison.Ordinal) || ns is "Akka.Hosting" or "System.Runtime.CompilerServices";

    [Theory]
    [InlineData(@"\bDateTime(Offset)?\.(Utc)?Now\b", "time is TimeProvider")]
    [InlineData(@"\bConsole\.", "a library writes to its logger")]
    [InlineData(@"\bThread\.Sleep\b", "nothing waits by sleeping")]
    [InlineData(@"\.GetAwaiter\(\)\.GetResult\(\)", "no thread is blocked on a task")]
    [InlineData(@"#region", "a class that needs regions is two classes")]
    public void Libraries_do_not_use(string pattern, string because) =>
        Assert.Empty(
            from file in Repository.Sources("src")
            from line in Repository.Read(file).Split('\n').Select((text, index) => (Text: text, Number: index + 1))
            where Regex.IsMatch(line.Text, pattern) && !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
            where !Waits.Contains((file, pattern))
            select $"{file}:{line.Number}: {line.Text.Trim()} ({because})");

    private static readonly (string File, string Pattern)[] Waits =
    [
        // Akka.Hosting starts actors synchronously; the routers must be known before the first request.
        ("src/Crosstown.Actors/Runtime/CrosstownRuntime.cs", @"\.GetAwaiter\(\)\.GetResult\(\)"),
        // run-now: the caller has asked to wait for the work, and for the end of its DI scope.
        ("src/Crosstown.Actors/Traffic/CallerThread.cs", @"\.GetAwaiter\(\)\.GetResult\(\)"),
    ];

    [Fact]
    public void A_todo_names_its_issue() =>
        Assert.Empty(
            from file in Repository.Sources("src", "samples", "tests", "benchmarks")
            where !file.EndsWith("SourceSpecs.cs", StringComparison.Ordinal)
            from Match todo in Todo().Matches(Repository.Read(file))
            where !todo.Value.Contains('#', StringComparison.Ordinal)
            select $"{file}: {todo.Value.Trim()}");

    [Fact]
    public void There_is_one_build_of_every_source() =>
        Assert.Empty(
            from file in Repository.Sources("src", "samples", "benchmarks", "tests")
            where IfDirective().IsMatch(Repository.Read(file))
            select file);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^public (?!static class \w+Extensions\b)(?:[a-z]+ )*(?:class|struct|interface|enum|record|delegate) ", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^public static class \w+Extensions\b", RegexOptions.Multiline)]
    private static partial Regex ExtensionType();

    [GeneratedRegex(@"^(?:public |internal )?(?:[a-z]+ )*partial (?:class|struct|record|interface) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PartialType();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b.*")]
    private static partial Regex Todo();

    [GeneratedRegex(@"^\s*#if\b", RegexOptions.Multiline)]
    private static partial Regex IfDirective();
}
