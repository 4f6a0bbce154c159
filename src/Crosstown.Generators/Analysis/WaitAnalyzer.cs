using System.Collections.Immutable;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Crosstown.Generators;

/// <summary>Finds a request's handler that waits for its own deferral. It reports only what is surely of the request: see <see cref="IsOfThisRequest"/>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.WaitInRequest];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Await);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var waited = TrafficCall.Unconverted(((IAwaitOperation)context.Operation).Operation);
        if (waited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } inner })
            waited = inner;
        if (waited is not IInvocationOperation { TargetMethod.Name: "WaitAsync", Instance: { } deferral } wait || !wait.TargetMethod.ContainingType.Is("Crosstown.Actors", "Deferral"))
            return;
        if (Source(deferral) is IInvocationOperation call && (TrafficCall.IsDefer(call) || TrafficCall.IsTell(call))
            && ReferenceEquals(Function(call), Function(wait)) && Source(TrafficCall.Traffic(call)) is { } traffic && IsOfThisRequest(traffic, Function(wait), context))
            context.ReportDiagnostic(Diagnostic.Create(Rules.WaitInRequest, context.Operation.Syntax.GetLocation()));
    }

    /// <summary>What a local variable was declared with; the operation itself if it is no variable.</summary>
    private static IOperation? Source(IOperation? operation)
    {
        operation = TrafficCall.Unconverted(operation);
        if (operation is IAwaitOperation awaited)
            return Source(awaited.Operation);
        if (operation is not ILocalReferenceOperation { Local: var local })
            return operation;
        var declared = TrafficCall.Root(operation).Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local));
        return declared?.GetVariableInitializer()?.Value is { } value ? Source(value) : operation;
    }

    /// <summary>The innermost lambda or local function around the operation; null in a method itself.</summary>
    private static IOperation? Function(IOperation operation)
    {
        for (var each = operation.Parent; each is not null; each = each.Parent)
            if (each is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return each;
        return null;
    }

    /// <summary>Whether the traffic is <c>HttpContext.Traffic()</c>, or the ICrosstownTraffic of an endpoint's lambda, of a controller, a page model or a hub, or of a method with an HttpContext.</summary>
    private static bool IsOfThisRequest(IOperation traffic, IOperation? function, OperationAnalysisContext context)
    {
        if (traffic is IInvocationOperation { TargetMethod: { Name: "Traffic", ContainingType: { } type } } && type.Is("Microsoft.AspNetCore.Http", "CrosstownHttpContextExtensions"))
            return true;
        if (!traffic.Type.Is("Crosstown.Web", "ICrosstownTraffic"))
            return false;
        var method = function is IAnonymousFunctionOperation lambda ? lambda.Symbol : function is null ? context.ContainingSymbol as IMethodSymbol : null;
        if (method is null || (traffic is IParameterReferenceOperation { Parameter.ContainingSymbol: var owner } && !SymbolEqualityComparer.Default.Equals(owner, method) && owner is not IMethodSymbol { MethodKind: MethodKind.Constructor }))
            return false;
        if (method.Parameters.Any(static parameter => parameter.Type.Is("Microsoft.AspNetCore.Http", "HttpContext")))
            return true;
        if (function is not null)
            return IsEndpoint(function.Syntax, context.Operation.SemanticModel!);
        return method.ContainingType.IsOrDerivesFrom("Microsoft.AspNetCore.Mvc", "ControllerBase")
            || method.ContainingType.IsOrDerivesFrom("Microsoft.AspNetCore.Mvc.RazorPages", "PageModel")
            || method.ContainingType.IsOrDerivesFrom("Microsoft.AspNetCore.SignalR", "Hub");
    }

    private static bool IsEndpoint(SyntaxNode lambda, SemanticModel model) =>
        lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax map }
        && model.GetSymbolInfo(map).Symbol is IMethodSymbol { Name: { } name, ContainingNamespace: { } ns }
        && name.StartsWith("Map", StringComparison.Ordinal) && ns.Is("Microsoft.AspNetCore.Builder");
}
