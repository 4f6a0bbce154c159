using System.Collections.Immutable;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Crosstown.Generators;

/// <summary>Finds what a deferred lambda or local function captures although it is gone when it runs: objects of the request, scoped services, variables of a using.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CaptureAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] IdentityManagers = ["UserManager", "SignInManager", "RoleManager"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.Capture];

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
        if (!TrafficCall.IsDefer(call) || TrafficCall.Function(call) is not { } function)
            return;
        var self = TrafficCall.Symbol(function);
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var used in function.Descendants())
        {
            if (Captured(used, self) is not { } symbol || used.Parent is INameOfOperation || Why(symbol, used, call, context.ContainingSymbol) is not var (why, isService))
                continue;
            if (reported.Add(symbol))
            {
                var properties = ImmutableDictionary<string, string?>.Empty.Add(Rules.Cure, isService ? "Service" : "None");
                context.ReportDiagnostic(Diagnostic.Create(Rules.Capture, used.Syntax.GetLocation(), properties, symbol.Name, why));
            }
        }
    }

    /// <summary>The variable, or the member of the enclosing object, that is used from outside of the function; else null.</summary>
    private static ISymbol? Captured(IOperation used, IMethodSymbol function) => used switch
    {
        ILocalReferenceOperation { Local: var local } when !IsWithin(local, function) => local,
        IParameterReferenceOperation { Parameter: var parameter } when !IsWithin(parameter, function) => parameter,
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        _ => null,
    };

    private static (string Why, bool IsService)? Why(ISymbol symbol, IOperation used, IInvocationOperation call, ISymbol containing) => used.Type switch
    {
        { } type when type.IsOfRequest() => ($"{Article(type)}, which the server takes back when the request is over; copy the values that it needs before", false),
        { } type when (type.IsDbContext() || IsIdentityManager(type)) && EndsWithTheCaller(symbol, call, containing) && !(symbol is ILocalSymbol && WaitsForDeferrals(call)) => ($"{Article(type)}, a service of the request's scope, which is disposed of by then; take it from the deferral's own: Defer<{type.Name}>(…)", symbol is ILocalSymbol or IParameterSymbol),
        _ when symbol is ILocalSymbol { IsUsing: true } && EndsWithTheCaller(symbol, call, containing) && !WaitsForDeferrals(call) => ("a variable of a using, which is disposed of by then; create it in the delegate", false),
        _ => null,
    };

    private static bool IsIdentityManager(ITypeSymbol type) => IdentityManagers.Any(name =>
    {
        for (ITypeSymbol? each = type; each is not null; each = each.BaseType)
            if (each.Name == name && each.ContainingNamespace.Is("Microsoft.AspNetCore.Identity"))
                return true;
        return false;
    });

    /// <summary>
    /// Whether the variable ends with the call of the function that defers, or the member with the object that defers. A variable of a function around that one may live as long as the application.
    /// </summary>
    private static bool EndsWithTheCaller(ISymbol symbol, IInvocationOperation call, ISymbol containing)
    {
        if (symbol is not (ILocalSymbol or IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } }))
            return true;
        var function = TrafficCall.Around(call) is { } around ? TrafficCall.Symbol(around) : containing;
        return SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function);
    }

    private static bool IsWithin(ISymbol symbol, IMethodSymbol function)
    {
        for (ISymbol? each = symbol.ContainingSymbol; each is not null; each = each.ContainingSymbol)
            if (SymbolEqualityComparer.Default.Equals(each, function))
                return true;
        return false;
    }

    /// <summary>Whether the function that defers waits for a deferral, as it may without a request. Then its variable may live as long as it is needed.</summary>
    private static bool WaitsForDeferrals(IInvocationOperation call) => (TrafficCall.Around(call) ?? TrafficCall.Root(call)).Descendants().OfType<IInvocationOperation>().Any(
        static other => other.TargetMethod.Name is "WaitAsync" or "SettledAsync" && other.TargetMethod.ContainingNamespace.Is("Crosstown.Actors"));

    private static string Article(ITypeSymbol type) => (type.Name.Length > 0 && "AEIOUaeiou".IndexOf(type.Name[0]) >= 0 ? "an " : "a ") + type.Name;
}
