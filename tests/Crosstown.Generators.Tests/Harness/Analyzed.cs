using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crosstown.Generators.Tests.Harness;

/// <summary>Runs all analyzers together over a text, in which <c>[|…|]</c> marks where a diagnostic is expected.</summary>
internal static partial class Analyzed
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new DecoratedMethodAnalyzer(), new ValueAnalyzer(), new CaptureAnalyzer(), new MessageAnalyzer(), new WaitAnalyzer(), new SameThreadAnalyzer()];

    public static IEnumerable<DiagnosticDescriptor> Rules => Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics);

    /// <summary>The text compiles, and has the diagnostics of this id where it is marked, and no other of Crosstown's.</summary>
    public static async Task ReportsAsync(string id, string marked)
    {
        var (text, spans) = Read(marked);
        var diagnostics = await DiagnosticsAsync(text);
        Assert.Equal(
            spans.Select(span => $"{id} \"{text[span.Start..span.End]}\" at {span.Start}"),
            diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(diagnostic => $"{diagnostic.Id} \"{text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}\" at {diagnostic.Location.SourceSpan.Start}"));
    }

    public static async Task<string> MessageAsync(string text) => Assert.Single(await DiagnosticsAsync(Read(text).Text)).GetMessage(null);

    /// <summary>The text after the fix of its only diagnostic; the same text if no fix is offered.</summary>
    public static async Task<string> FixAsync(CodeFixProvider fix, string marked)
    {
        var (text, _) = Read(marked);
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Application", LanguageNames.CSharp)
            .WithMetadataReferences(Compiled.References).WithCompilationOptions(Compiled.Options).WithParseOptions(Compiled.ParseOptions);
        foreach (var tree in Compiled.Create().SyntaxTrees)
            project = project.AddDocument(Path.GetFileName(tree.FilePath), await tree.GetTextAsync()).Project;
        var document = project.AddDocument("A.cs", text);
        var compilation = (await document.Project.GetCompilationAsync())!;
        var diagnostic = Assert.Single(await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync());
        Assert.Contains(diagnostic.Id, fix.FixableDiagnosticIds);
        CodeAction? offered = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None));
        if (offered is null)
            return text;
        var changed = (await offered.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        changed = await Microsoft.CodeAnalysis.Simplification.Simplifier.ReduceAsync(changed);
        // What was fixed is fixed, and it compiles.
        var after = (await changed.Project.GetCompilationAsync())!;
        Assert.Empty(await after.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync());
        Assert.Empty(Generated.From(after).Output.GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error));
        return (await changed.GetTextAsync()).ToString();
    }

    /// <summary>The ids of Crosstown's diagnostics in a program that compiles.</summary>
    public static async Task<IEnumerable<string>> IdsAsync(Compilation compilation) => (await DiagnosticsAsync(compilation)).Select(static diagnostic => diagnostic.Id);

    private static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string text) => DiagnosticsAsync(Compiled.Create(text));

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Compilation compilation)
    {
        // As in a build, the analyzers see the generated code, too.
        compilation = Generated.From(compilation).Output;
        Assert.Empty(compilation.GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error).Select(static problem => problem.ToString()));
        var diagnostics = await compilation.WithAnalyzers(Analyzers).GetAllDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Id == "AD0001");
        return [.. diagnostics.Where(static diagnostic => diagnostic.Id.StartsWith("CRT", StringComparison.Ordinal))];
    }

    private static (string Text, List<(int Start, int End)> Spans) Read(string marked)
    {
        var spans = new List<(int, int)>();
        var open = 0;
        var removed = 0;
        foreach (Match mark in Mark().Matches(marked))
        {
            if (mark.Value == "[|")
                open = mark.Index - removed;
            else
                spans.Add((open, mark.Index - removed));
            removed += 2;
        }

        return (Mark().Replace(marked, ""), spans);
    }

    [GeneratedRegex(@"\[\||\|\]")]
    private static partial Regex Mark();
}
