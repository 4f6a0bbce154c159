using System.Collections.Immutable;
using System.Composition;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.CodeFixes.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crosstown.Generators.CodeFixes;

/// <summary>Removes the default value of a service or a token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveDefaultFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.DefaultOfService.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => NodeFix.RegisterAsync<ParameterSyntax>(
        context,
        "Remove the default value",
        static (root, parameter) => root.ReplaceNode(parameter, parameter.WithDefault(null).WithIdentifier(parameter.Identifier.WithTrailingTrivia(SyntaxFactory.TriviaList()))));
}
