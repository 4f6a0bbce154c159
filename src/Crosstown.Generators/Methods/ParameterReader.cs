using System.Globalization;
using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Crosstown.Generators.Methods;

/// <summary>Reads the parameters of a decorated method: which are data, which are services, and how they are written again.</summary>
internal static class ParameterReader
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc";
    private const string Injection = "Microsoft.Extensions.DependencyInjection";

    /// <summary>Members that a record has already, and the name that it cannot have.</summary>
    private static readonly string[] TakenProperties = ["Clone", "EqualityContract", "PrintMembers", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "Deconstruct"];

    public static ParameterRole RoleOf(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (type.Is("System.Threading", "CancellationToken"))
            return ParameterRole.Token;
        if (type.Is("Crosstown.Actors", "TrafficContext"))
            return ParameterRole.Context;
        if (type.Is("Crosstown.Actors", "ITraffic"))
            return ParameterRole.Traffic;
        if (type.Is("System", "IServiceProvider"))
            return ParameterRole.Provider;
        var isService = parameter.Attribute(Mvc, "FromServicesAttribute") is not null
            || parameter.Attribute(Injection, "FromKeyedServicesAttribute") is not null
            || type.IsDbContext()
            || (type.TypeKind == TypeKind.Interface && !type.IsInSystemCollections() && !type.IsOfRequest());
        return !isService ? ParameterRole.Data
            : type.NullableAnnotation == NullableAnnotation.Annotated ? ParameterRole.OptionalService
            : ParameterRole.Service;
    }

    public static MethodParameter[] Read(IMethodSymbol method, string message)
    {
        // The type parameters of the method are those of its message, in which no property may have the name of one.
        var taken = new HashSet<string>(TakenProperties.Concat(method.TypeParameters.Select(static parameter => parameter.Name)), StringComparer.Ordinal) { message };
        return [.. method.Parameters.Select(parameter => Read(parameter, taken))];
    }

    /// <summary>A constant as code.</summary>
    public static string Literal(ITypeSymbol type, object? value)
    {
        if (value is null)
            return type is { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? "null" : "default";
        var underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (underlying.TypeKind == TypeKind.Enum)
            return $"({underlying.FullName()})({Convert.ToString(value, CultureInfo.InvariantCulture)})";
        return value switch
        {
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            float single => single.ToString("R", CultureInfo.InvariantCulture) + "F",
            double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            char character => SymbolDisplay.FormatLiteral(character, quote: true),
            bool truth => truth ? "true" : "false",
            _ => $"({underlying.FullName()})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
        };
    }

    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The attributes by which the compiler fills in an optional argument; they stay.</summary>
    private static string CallerInfo(IParameterSymbol parameter) => string.Concat(
        from attribute in parameter.GetAttributes()
        let type = attribute.AttributeClass
        where type is not null && type.Name.StartsWith("Caller", StringComparison.Ordinal) && type.ContainingNamespace.Is("System.Runtime.CompilerServices")
        select $"[{type.FullName()}({string.Join(", ", attribute.ConstructorArguments.Select(static argument => argument.ToCSharpString()))})] ");

    private static MethodParameter Read(IParameterSymbol parameter, HashSet<string> taken)
    {
        var role = RoleOf(parameter);
        var keyed = parameter.Attribute(Injection, "FromKeyedServicesAttribute");
        var property = "";
        if (role == ParameterRole.Data)
        {
            property = parameter.Name.TrimStart('_') is { Length: > 0 } name ? char.ToUpperInvariant(name[0]) + name.Substring(1) : "Value";
            if (!SyntaxFacts.IsValidIdentifier(property))
                property = "Value" + property;
            while (!taken.Add(property))
                property += "Value";
        }

        return new MethodParameter(
            Escape(parameter.Name),
            parameter.Type.FullName(),
            role,
            property,
            parameter.HasExplicitDefaultValue ? " = " + Literal(parameter.Type, parameter.ExplicitDefaultValue) : "",
            CallerInfo(parameter) + (parameter.IsParams ? "params " : parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } } ? "this " : ""),
            keyed is { ConstructorArguments.Length: 1 } ? keyed.ConstructorArguments[0].ToCSharpString() : null,
            parameter.Type.TypeKind == TypeKind.Dynamic);
    }
}
