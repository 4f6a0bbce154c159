using System.Collections.Immutable;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.Language;
using Crosstown.Generators.Methods;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crosstown.Generators;

/// <summary>Says why a decorated method gets no overload, and which decorated class is no handler.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DecoratedMethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NotDeferrable, Rules.DataOfRequest, Rules.DefaultOfService];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.CrosstownTraffic() is null)
            return;
        var isDeferrable = true;
        foreach (var problem in MethodCheck.Problems(method))
        {
            isDeferrable = false;
            Report(context, method, problem);
        }

        if (isDeferrable && !OverloadNames.Of(method.ContainingType, context.CancellationToken).TryFind(method, out _))
        {
            Report(context, method, new(MethodProblemKind.NotDeferrable, method,
                $"without its services and its token it has the signature of another method, and so has Defer{method.Name}; rename it"));
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.CrosstownTraffic() is not null && !type.AllInterfaces.Any(static implemented => implemented is { Name: "ITrafficHandler", Arity: 1 } && implemented.ContainingNamespace.Is("Crosstown.Actors")))
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotDeferrable, type.Locations[0], type.Name, "the class is no ITrafficHandler<TMessage>; decorate its methods instead"));
    }

    private static void Report(SymbolAnalysisContext context, IMethodSymbol method, MethodProblem problem)
    {
        var rule = problem.Kind switch
        {
            MethodProblemKind.DataOfRequest => Rules.DataOfRequest,
            MethodProblemKind.DefaultOfService => Rules.DefaultOfService,
            _ => Rules.NotDeferrable,
        };
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Rules.Cure, problem.Kind.ToString());
        object[] arguments = ReferenceEquals(rule, Rules.NotDeferrable) ? [method.Name, problem.Text] : [problem.Text];
        context.ReportDiagnostic(Diagnostic.Create(rule, problem.Symbol.Locations[0], properties, arguments));
    }
}
