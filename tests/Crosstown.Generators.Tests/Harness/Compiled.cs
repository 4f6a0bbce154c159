using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace Crosstown.Generators.Tests.Harness;

/// <summary>Texts that are compiled as an application's are: with Crosstown, ASP.NET Core and implicit usings.</summary>
internal static class Compiled
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Crosstown.Actors;
        global using Crosstown.Web;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    /// <summary>What stands in for Entity Framework, which these tests do not reference.</summary>
    private const string Entities = """
        namespace Microsoft.EntityFrameworkCore { public class DbContext : IDisposable { public Task<int> SaveChangesAsync(CancellationToken ct = default) => Task.FromResult(0); public void Dispose() { } } }
        """;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    public static ImmutableArray<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(static path => path.Length > 0).Select(static path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]);

    /// <summary>The files are named A.cs, B.cs and so on.</summary>
    public static CSharpCompilation Create(params IEnumerable<string> texts) => CSharpCompilation.Create(
        "Application",
        texts.Select((text, index) => Parse(text, $"/app/{(char)('A' + index)}.cs")).Append(Parse(Usings, "/app/Usings.cs")).Append(Parse(Entities, "/app/Entities.cs")),
        References,
        Options);

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);
}
