using System.Collections.Immutable;
using System.Composition;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.CodeFixes.Fixes;
using Crosstown.Generators.Methods;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crosstown.Generators.CodeFixes;

/// <summary>Makes the types around a decorated method partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakePartialFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.NotDeferrable.Id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        context.Diagnostics.All(static diagnostic => diagnostic.Properties.TryGetValue(Rules.Cure, out var cure) && cure == nameof(MethodProblemKind.NotPartial))
            ? NodeFix.RegisterAsync<MethodDeclarationSyntax>(context, "Make the type partial", static (root, method) => root.ReplaceNodes(
                method.Ancestors().OfType<TypeDeclarationSyntax>().Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)),
                static (_, type) => MakePartial(type)))
            : Task.CompletedTask;

    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
            return (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Add(partial));
        var leading = type.Keyword.LeadingTrivia;
        var bare = type.WithKeyword(type.Keyword.WithLeadingTrivia(SyntaxFactory.TriviaList()));
        return (TypeDeclarationSyntax)bare.WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(leading)));
    }
}
