using System.Collections.Immutable;
using System.Composition;
using Crosstown.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Crosstown.Generators.CodeFixes;

/// <summary>Takes a captured service from the deferral's own DI scope: <c>Defer(ct => db.SaveAsync(ct))</c> becomes <c>Defer&lt;Db&gt;((db, ct) => db.SaveAsync(ct))</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ServiceFromScopeFix : CodeFixProvider
{
    private const string Title = "Take it from the deferral's own scope";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.Capture.Id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (!diagnostic.Properties.TryGetValue(Rules.Cure, out var cure) || cure != "Service")
            return;
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan) is not IdentifierNameSyntax service || model?.GetTypeInfo(service, context.CancellationToken).Type is not { } type)
            return;
        // The outermost lambda that is an argument of Defer; only that of a task gets a service, and only one of them.
        if (service.Ancestors().OfType<LambdaExpressionSyntax>().FirstOrDefault(IsDeferred) is not { } lambda || Call(lambda) is not { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax } member } call
            || model.GetTypeInfo(lambda, context.CancellationToken).ConvertedType is not INamedTypeSymbol { DelegateInvokeMethod: { ReturnType: { IsValueType: false, SpecialType: SpecialType.None } or { Name: "ValueTask" } } })
            return;
        var token = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0].Identifier.ValueText,
            _ => "_",
        };
        context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, Change(call, member, lambda, service, type, token)))), Title), diagnostic);
    }

    private static InvocationExpressionSyntax Change(InvocationExpressionSyntax call, MemberAccessExpressionSyntax member, LambdaExpressionSyntax lambda, IdentifierNameSyntax service, ITypeSymbol type, string token)
    {
        var parameters = SyntaxFactory.ParameterList(SyntaxFactory.SeparatedList(
            [SyntaxFactory.Parameter(service.Identifier.WithoutTrivia()), SyntaxFactory.Parameter(SyntaxFactory.Identifier(token))],
            [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]));
        var withService = SyntaxFactory.ParenthesizedLambdaExpression(lambda.AttributeLists, lambda.Modifiers, null, parameters, lambda.ArrowToken, lambda.Block, lambda.ExpressionBody)
            .WithLeadingTrivia(lambda.GetLeadingTrivia())
            .WithParameterList(parameters.WithTrailingTrivia(SyntaxFactory.Space));
        var name = SyntaxFactory.GenericName(member.Name.Identifier.WithTrailingTrivia(SyntaxFactory.TriviaList()))
            .WithTypeArgumentList(SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(
                SyntaxFactory.ParseTypeName(type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).WithAdditionalAnnotations(Simplifier.Annotation))));
        return call.ReplaceNode(lambda, withService) is var changed ? changed.WithExpression(member.WithName(name)) : call;
    }

    private static bool IsDeferred(LambdaExpressionSyntax lambda) => Call(lambda)?.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Defer" };

    private static InvocationExpressionSyntax? Call(LambdaExpressionSyntax lambda) => lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } ? call : null;
}
