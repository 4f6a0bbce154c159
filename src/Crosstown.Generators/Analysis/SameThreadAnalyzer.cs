using System.Collections.Immutable;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Crosstown.Generators;

/// <summary>Finds <c>ConfigureAwait(false)</c> in work that is to stay on one thread. The last await of the work is not reported: nothing of it follows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SameThreadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.LeavesThread];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "ConfigureAwait" || call.Arguments.Length != 1 || call.Arguments[0].Value.ConstantValue.Value is not false || !call.TargetMethod.ContainingNamespace.Is("System.Threading.Tasks"))
            return;
        if (IsSameThread(call, context.ContainingSymbol) && !IsLast(call.Syntax) && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member })
            context.ReportDiagnostic(Diagnostic.Create(Rules.LeavesThread, Location.Create(call.Syntax.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(member.Name.SpanStart, call.Syntax.Span.End))));
    }

    private static bool IsSameThread(IOperation operation, ISymbol containing)
    {
        for (var each = operation.Parent; each is not null; each = each.Parent)
        {
            if (each is ILocalFunctionOperation local)
                return SaysSameThread(local.Symbol);
            if (each is IAnonymousFunctionOperation lambda)
                return SaysSameThread(lambda.Symbol) || (Deferring(lambda) is { } defer && SaysSameThread(TrafficCall.Argument(defer, "options")));
        }

        return SaysSameThread(containing);
    }

    private static IInvocationOperation? Deferring(IAnonymousFunctionOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation { Parent: IInvocationOperation call } && TrafficCall.IsDefer(call) ? call : null;
    }

    private static bool SaysSameThread(ISymbol symbol) => symbol.CrosstownTraffic() is { } attribute
        && attribute.NamedArguments.Any(static argument => argument is { Key: "SameThread", Value.Value: true });

    private static bool SaysSameThread(IOperation? options) => options is IObjectCreationOperation { Initializer: { } initializer }
        && initializer.Initializers.OfType<ISimpleAssignmentOperation>().Any(static assignment =>
            assignment is { Target: IPropertyReferenceOperation { Property.Name: "SameThread" } } && TrafficCall.Unconverted(assignment.Value)?.ConstantValue.Value is true);

    /// <summary>Whether the awaited call is the whole body, or the last statement of it.</summary>
    private static bool IsLast(SyntaxNode call)
    {
        if (call.Parent is not AwaitExpressionSyntax { Parent: var parent } awaited)
            return false;
        return parent switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.Body == awaited,
            ArrowExpressionClauseSyntax => true,
            ReturnStatementSyntax or ExpressionStatementSyntax => IsLastOfBody((StatementSyntax)parent, returns: parent is ReturnStatementSyntax),
            _ => false,
        };
    }

    /// <summary>Whether nothing of the body runs after the statement: it returns or ends its block, and so do the if and else around it. A try and a using go on after it.</summary>
    private static bool IsLastOfBody(StatementSyntax statement, bool returns) => statement.Parent switch
    {
        BlockSyntax block when !returns && !ReferenceEquals(block.Statements.Last(), statement) => false,
        BlockSyntax block when block.Statements.OfType<LocalDeclarationStatementSyntax>().Any(static local => local.UsingKeyword.Span.Length > 0) => false,
        BlockSyntax block => IsBody(block) || IsLastOfBody(block, returns),
        IfStatementSyntax branch => IsLastOfBody(branch, returns),
        ElseClauseSyntax { Parent: IfStatementSyntax branch } => IsLastOfBody(branch, returns),
        _ => false,
    };

    private static bool IsBody(BlockSyntax block) => block.Parent is AnonymousFunctionExpressionSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax;
}
