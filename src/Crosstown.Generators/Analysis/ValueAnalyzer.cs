using System.Collections.Immutable;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;
using Crosstown.Generators.Analysis;
using Crosstown.Generators.Language;
using Crosstown.Generators.Methods;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Crosstown.Generators;

/// <summary>Reads the constant values of traffic settings as the running program would, and reports what cannot be read at the character.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.MalformedValue];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(AnalyzeAttribute, SyntaxKind.Attribute);
        context.RegisterOperationAction(AnalyzeConversion, OperationKind.Conversion);
        context.RegisterOperationAction(AnalyzeParse, OperationKind.Invocation);
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList is not { } list || context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType is not { } type)
            return;
        var isNoGoOn = type.Is("Crosstown.Web", "NoGoOnAttribute");
        if (!isNoGoOn && !type.Is("Crosstown.Actors", "CrosstownTrafficAttribute"))
            return;
        if (!isNoGoOn)
            CheckLane(context, list);
        foreach (var argument in list.Arguments)
        {
            if (isNoGoOn ? argument.NameEquals is null : argument.NameEquals?.Name.Identifier.ValueText == "NoGo")
                foreach (var rule in EachRule(argument.Expression))
                    CheckRule(rule, context.SemanticModel.GetConstantValue(rule, context.CancellationToken), isList: true, context.ReportDiagnostic);
            else if (argument.NameEquals?.Name.Identifier.ValueText == "WithoutRequest")
                CheckWithoutRequest(context, attribute, argument.Expression);
            else if (argument.NameEquals?.Name.Identifier.ValueText == "Attempts")
                CheckAttempts(context, argument.Expression);
            else if (!isNoGoOn && context.SemanticModel.GetConstantValue(argument.Expression, context.CancellationToken).Value is string text)
                CheckText(context, attribute, argument, text);
        }
    }

    private static void CheckLane(SyntaxNodeAnalysisContext context, AttributeArgumentListSyntax list)
    {
        if (Constant("SameThread").Value is true && Constant("Pool").Value is string pool)
            Report(list.Arguments.First(static argument => argument.NameEquals?.Name.Identifier.ValueText == "Pool").Expression, null,
                $"The attribute says both SameThread and the pool {pool}: a deferral runs on its request's lane or on a pool; remove one of the two", context.ReportDiagnostic);

        if (Constant("SameThread").Value is true && Constant("Partition").Value is string partition)
            Report(list.Arguments.First(static argument => argument.NameEquals?.Name.Identifier.ValueText == "Partition").Expression, null,
                $"The attribute says both SameThread and the partition {partition}: a request's work on its lane runs one by one anyway; remove one of the two", context.ReportDiagnostic);

        Optional<object?> Constant(string name) => list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name) is { } argument
            ? context.SemanticModel.GetConstantValue(argument.Expression, context.CancellationToken)
            : default;
    }

    private static void CheckWithoutRequest(SyntaxNodeAnalysisContext context, AttributeSyntax attribute, ExpressionSyntax expression)
    {
        if (attribute.Parent?.Parent is TypeDeclarationSyntax or MethodDeclarationSyntax { ReturnType: not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } && context.SemanticModel.GetSymbolInfo(expression, context.CancellationToken).Symbol?.Name == "RunNow")
            Report(expression, null, "RunNow is for synchronous work: a lambda, a local function or a method that returns void; use Pool or Fail", context.ReportDiagnostic);
    }

    private static void CheckAttempts(SyntaxNodeAnalysisContext context, ExpressionSyntax expression)
    {
        if (context.SemanticModel.GetConstantValue(expression, context.CancellationToken).Value is int attempts and (< 1 or > 1000))
            Report(expression, null, $"{attempts} is not a number of attempts; it must be 1 to 1000", context.ReportDiagnostic);
    }

    private static void CheckText(SyntaxNodeAnalysisContext context, AttributeSyntax attribute, AttributeArgumentSyntax argument, string text)
    {
        var name = argument.NameEquals?.Name.Identifier.ValueText;
        switch (name)
        {
            case "Timeout" when !DurationSyntax.TryRead(text, out _):
                Report(argument.Expression, null, $"\"{text}\" is not a timeout; it must be {DurationSyntax.Allowed}", context.ReportDiagnostic);
                break;
            case "Backoff" or "MaxBackoff" or "Delay" or "StartWithin" when !DurationSyntax.TryReadWait(text, out _):
                Report(argument.Expression, null, $"\"{text}\" is not a {name}; it must be {DurationSyntax.AllowedWait}", context.ReportDiagnostic);
                break;
            case { } key when text.Length == 0 && (key == "Pool" || KeySyntax.Members.Contains(key)):
                Report(argument.Expression, null, $"An empty {key} is none; leave it out", context.ReportDiagnostic);
                break;
            case { } key when KeySyntax.Members.Contains(key):
                CheckKey(context, attribute, argument.Expression, text);
                break;
        }
    }

    private static void CheckKey(SyntaxNodeAnalysisContext context, AttributeSyntax attribute, ExpressionSyntax expression, string key)
    {
        if (KeySyntax.ReadPlaceholders(key, out var errorAt) is not { } placeholders)
        {
            Report(expression, errorAt, $"\"{key}\" is not a key: at position {errorAt + 1} a brace has no partner, or nothing between; double a brace that is meant as such", context.ReportDiagnostic);
            return;
        }

        var method = attribute.Parent?.Parent is MethodDeclarationSyntax declaration ? context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) : null;
        foreach (var (name, at) in placeholders)
        {
            if (method is not null && MethodReader.FindData(method, name) is not null)
                continue;
            Report(expression, at, method is null
                ? $"The key of a lambda, a local function or a handler has no placeholders, such as {{{name}}}; double a brace that is meant as such"
                : $"{{{name}}} names no parameter of {method.Name} that is data", context.ReportDiagnostic);
        }
    }

    /// <summary>A text or a number that becomes a rule or a list of rules: in options, in <c>NoGoOn</c> of an endpoint, in a collection expression.</summary>
    private static void AnalyzeConversion(OperationAnalysisContext context)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (conversion.OperatorMethod is { ContainingType: { } type } && IsRules(type, out var isList))
            CheckRule(conversion.Operand.Syntax, conversion.Operand.ConstantValue, isList, context.ReportDiagnostic);
    }

    private static void AnalyzeParse(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (invocation is { TargetMethod: { Name: "Parse", ContainingType: { } type }, Arguments.Length: 1 } && IsRules(type, out var isList))
            CheckRule(invocation.Arguments[0].Value.Syntax, invocation.Arguments[0].Value.ConstantValue, isList, context.ReportDiagnostic);
    }

    private static bool IsRules(INamedTypeSymbol type, out bool isList)
    {
        isList = type.Is("Crosstown.Actors", "NoGoRules");
        return isList || type.Is("Crosstown.Actors", "NoGoRule");
    }

    /// <summary>The expressions of the single rules: those of a collection expression or an array, or the expression itself.</summary>
    private static IEnumerable<ExpressionSyntax> EachRule(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression),
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        _ => [expression],
    };

    private static void CheckRule(SyntaxNode syntax, Optional<object?> constant, bool isList, Action<Diagnostic> report)
    {
        switch (constant.Value)
        {
            case string text:
                CheckRules(syntax, text, isList, report);
                break;
            case int status when status is < NoGoSyntax.First or > NoGoSyntax.Last:
                Report(syntax, null, $"{status} is not a status code; it must be 100 to 999", report);
                break;
            case not (int or null):
                Report(syntax, null, $"{syntax} is not a no-go rule; allowed are an integer such as 302 and a string such as \"5xx\"", report);
                break;
        }
    }

    private static void CheckRules(SyntaxNode syntax, string text, bool isList, Action<Diagnostic> report)
    {
        for (var start = 0; start <= text.Length;)
        {
            var comma = text.IndexOf(',', start);
            if (comma >= 0 && !isList)
            {
                Report(syntax, comma, NoGoSyntax.Explain(text, comma, "one rule ends; give each rule as one of its own"), report);
                return;
            }

            var end = comma < 0 ? text.Length : comma;
            var read = NoGoSyntax.Read(text, start, end);
            if (read.Error is { } error)
            {
                Report(syntax, read.ErrorAt, NoGoSyntax.Explain(text, read.ErrorAt, error), report);
                return;
            }

            start = end + 1;
        }
    }

    /// <summary>Reports at the character, if the text stands in the source as it is.</summary>
    private static void Report(SyntaxNode syntax, int? at, string message, Action<Diagnostic> report)
    {
        var location = syntax.GetLocation();
        if (at is { } index && syntax is LiteralExpressionSyntax { Token: { RawKind: (int)SyntaxKind.StringLiteralToken } token } && token.Text.Length == token.ValueText.Length + 2)
            location = Location.Create(syntax.SyntaxTree, new TextSpan(token.SpanStart + 1 + index, index < token.ValueText.Length ? 1 : 0));
        report(Diagnostic.Create(Rules.MalformedValue, location, message));
    }
}
