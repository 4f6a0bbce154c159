using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace Crosstown.Generators.Tests.Harness;

/// <summary>A compilation with what the generator adds to it.</summary>
internal sealed class Generated
{
    private const string Caller = "string? callerFilePath = null, int callerLineNumber = 0";

    private Generated(Compilation output, GeneratorDriver driver)
    {
        Output = output;
        Driver = driver;
    }

    public Compilation Output { get; }

    public GeneratorDriver Driver { get; }

    public ImmutableArray<GeneratedSourceResult> Sources => Driver.GetRunResult().Results.Single().GeneratedSources;

    public string Text => string.Concat(Sources.Select(static source => source.SourceText.ToString()));

    /// <summary>Errors and warnings of the whole, the generated code included.</summary>
    public IEnumerable<string> Problems => Output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(static diagnostic => diagnostic.ToString());

    public static Generated From(params IEnumerable<string> texts) => From(Compiled.Create(texts));

    public static Generated From(Compilation compilation) => From(compilation, CSharpGeneratorDriver.Create(
        [new CrosstownTrafficGenerator().AsSourceGenerator()],
        parseOptions: Compiled.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)));

    public Generated After(Compilation edited) => From(edited, Driver);

    /// <summary>The generated methods of a type, as C# writes them, without the parameters for file and line of the call.</summary>
    public IEnumerable<string> Overloads(string type) => Output.GetTypeByMetadataName(type)!.GetMembers().OfType<IMethodSymbol>()
        .Where(static method => method.MethodKind == MethodKind.Ordinary && method.ReturnType.Name == "Deferral")
        .Select(static method => method.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)))
        .Select(static text => text.Replace(", " + Caller, "", StringComparison.Ordinal).Replace(Caller, "", StringComparison.Ordinal));

    private static Generated From(Compilation compilation, GeneratorDriver driver)
    {
        var after = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        return new Generated(output, after);
    }
}
