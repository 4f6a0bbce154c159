using System.Collections.Immutable;
using System.Composition;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.CodeFixes.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crosstown.Generators.CodeFixes;

/// <summary>Removes the wait for a request's own deferral, and keeps the deferring call; not where the fate is used.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveWaitFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.WaitInRequest.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => NodeFix.RegisterAsync<AwaitExpressionSyntax>(
        context,
        "Remove the wait",
        static (root, wait) => wait.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement && Deferring(wait) is { } source
            ? source is InvocationExpressionSyntax
                ? root.ReplaceNode(statement, statement.WithExpression(source.WithLeadingTrivia(wait.GetLeadingTrivia())))
                : root.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia)!
            : root);

    /// <summary>The expression whose <c>WaitAsync</c> is awaited.</summary>
    private static ExpressionSyntax? Deferring(AwaitExpressionSyntax wait)
    {
        for (var each = wait.Expression; each is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }; each = member.Expression)
            if (member.Name.Identifier.ValueText == "WaitAsync")
                return member.Expression;
        return null;
    }
}
