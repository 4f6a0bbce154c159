using System.Collections.Immutable;
using System.Composition;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.CodeFixes.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crosstown.Generators.CodeFixes;

/// <summary>Removes <c>ConfigureAwait(false)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveConfigureAwaitFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.LeavesThread.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => NodeFix.RegisterAsync<InvocationExpressionSyntax>(
        context,
        "Remove ConfigureAwait(false)",
        static (root, call) => call.Expression is MemberAccessExpressionSyntax member
            ? root.ReplaceNode(call, member.Expression.WithoutTrailingTrivia().WithTrailingTrivia(call.GetTrailingTrivia()))
            : root);
}
