using System.Collections.Immutable;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Crosstown.Generators;

/// <summary>Finds messages that carry an object of the request, or a DbContext.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MessageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.MessageOfRequest];

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
        if (!TrafficCall.IsTell(call) || TrafficCall.Argument(call, "message") is not { Type: { } type } message)
            return;
        if (Why(type) is { } why)
            context.ReportDiagnostic(Diagnostic.Create(Rules.MessageOfRequest, message.Syntax.GetLocation(), $"itself, {type.Name}", why));
        else if (Carried(type) is var (member, ofMember))
            context.ReportDiagnostic(Diagnostic.Create(Rules.MessageOfRequest, message.Syntax.GetLocation(), $"{type.Name}.{member.Name}", ofMember));
    }

    private static (ISymbol Member, string Why)? Carried(ITypeSymbol message)
    {
        // Types of the framework are no messages that an application declares, and have members of many kinds.
        for (ITypeSymbol? type = message; type is not null && type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) != true; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                var carried = member switch
                {
                    IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => field.Type,
                    IPropertySymbol { IsStatic: false, IsIndexer: false } property when IsStored(property) => property.Type,
                    _ => null,
                };
                if (carried?.SelfAndItems().Select(Why).FirstOrDefault(static why => why is not null) is { } why)
                    return (member, why);
            }
        }

        return null;
    }

    /// <summary>Whether the property keeps its value, and does not compute it.</summary>
    private static bool IsStored(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static string? Why(ITypeSymbol type) =>
        type.IsOfRequest() ? $"a {type.Name}, which the server takes back when the request is over; carry the values that the handler needs"
        : type.IsDbContext() ? $"a {type.Name}, a service of the request's scope, which is disposed of by then; let the handler take one from its own"
        : null;
}
