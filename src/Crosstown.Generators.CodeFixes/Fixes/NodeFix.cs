using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Crosstown.Generators.CodeFixes.Fixes;

/// <summary>Registers a fix that changes one file by its syntax alone.</summary>
internal static class NodeFix
{
    /// <summary>Offers the fix if a node of this kind stands at the diagnostic, and <paramref name="change"/> does not return the root as it was.</summary>
    public static async Task RegisterAsync<TNode>(CodeFixContext context, string title, Func<SyntaxNode, TNode, SyntaxNode> change)
        where TNode : SyntaxNode
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>() is not { } node || change(root, node) is not { } changed || ReferenceEquals(changed, root))
                continue;
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: title), diagnostic);
        }
    }
}
