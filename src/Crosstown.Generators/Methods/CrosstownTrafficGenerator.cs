using System.Text;
using Crosstown.Generators.Methods;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Crosstown.Generators;

/// <summary>Adds to each method with <c>[CrosstownTraffic]</c> in a partial type the overloads that defer it, its message and its handler.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CrosstownTrafficGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that reads a method, for tests of the increments.</summary>
    public const string ReadStep = "DecoratedMethods";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "Crosstown.Actors.CrosstownTrafficAttribute",
                static (node, _) => node is MethodDeclarationSyntax,
                static (found, cancellationToken) => MethodReader.Read((IMethodSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation, cancellationToken))
            .Where(static method => method is not null)
            .WithTrackingName(ReadStep);
        context.RegisterSourceOutput(methods, static (output, method) => output.AddSource(method!.HintName, SourceText.From(MethodWriter.Write(method), Encoding.UTF8)));
    }
}
