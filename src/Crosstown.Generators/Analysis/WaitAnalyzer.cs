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
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var wait = (IInvocationOperation)context.Operation;
        if (wait is not { TargetMethod: { Name: "WaitAsync", ContainingType: var type }, Instance: { } deferral } || !type.Is("Crosstown.Actors", "Deferral"))
            return;
        if (Source(deferral) is not IInvocationOperation call || TrafficCall.Around(wait) is var function && !ReferenceEquals(TrafficCall.Around(call), function))
            return;
        var isOfThisRequest = TrafficCall.IsDecorated(call)
            ? TrafficOf(call) is { } argument ? IsOfThisRequest(Source(argument)!, function, context) : IsHandler(function, context)
            : (TrafficCall.IsDefer(call) || TrafficCall.IsTell(call)) && Source(TrafficCall.Traffic(call)) is { } traffic && IsOfThisRequest(traffic, function, context);
        if (isOfThisRequest)
            context.ReportDiagnostic(Diagnostic.Create(Rules.WaitInRequest, Awaited(wait).GetLocation()));
    }

    /// <summary>The traffic that the overload of a decorated method is given; null if it looks for it itself, and so finds the request's.</summary>
    private static IOperation? TrafficOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter is { Ordinal: 0, Type: var type } && type.Is("Crosstown.Actors", "ITraffic"))?.Value;

    /// <summary>The await of the call, with or without ConfigureAwait; the call itself if it is not awaited.</summary>
    private static SyntaxNode Awaited(IInvocationOperation wait)
    {
        var each = wait.Syntax;
        if (each.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
            each = configured;
        return each.Parent is AwaitExpressionSyntax awaited ? awaited : wait.Syntax;
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

    /// <summary>Whether the traffic is <c>HttpContext.Traffic()</c>, or the ICrosstownTraffic of an endpoint's lambda, of a controller, a page model or a hub, or of a method with an HttpContext.</summary>
    private static bool IsOfThisRequest(IOperation traffic, IOperation? function, OperationAnalysisContext context)
    {
        if (traffic is IInvocationOperation { TargetMethod: { Name: "Traffic", ContainingType: { } type } } && type.Is("Microsoft.AspNetCore.Http", "CrosstownHttpContextExtensions"))
            return true;
        if (!traffic.Type.Is("Crosstown.Web", "ICrosstownTraffic"))
            return false;
        return (traffic is not IParameterReferenceOperation { Parameter.ContainingSymbol: var owner } || SymbolEqualityComparer.Default.Equals(owner, MethodOf(function, context)) || owner is IMethodSymbol { MethodKind: MethodKind.Constructor })
            && IsHandler(function, context);
    }

    private static IMethodSymbol? MethodOf(IOperation? function, OperationAnalysisContext context) =>
        function is IAnonymousFunctionOperation lambda ? lambda.Symbol : function is null ? context.ContainingSymbol as IMethodSymbol : null;

    /// <summary>Whether it is an endpoint's lambda, a method of a controller, a page model or a hub, or one with an HttpContext.</summary>
    private static bool IsHandler(IOperation? function, OperationAnalysisContext context)
    {
        if (MethodOf(function, context) is not { } method)
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
