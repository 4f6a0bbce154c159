using Microsoft.CodeAnalysis;

namespace Crosstown.Generators.Language;

/// <summary>Questions about types, answered by name: nothing is looked up in the compilation, whatever it references.</summary>
internal static class TypeFacts
{
    public const string GeneratorName = "Crosstown.Generators";

    /// <summary>With <c>global::</c>, escaped, and with nullable annotations.</summary>
    public static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Interfaces in Microsoft.AspNetCore.Http whose objects belong to one request.</summary>
    private static readonly string[] PartsOfRequest =
        ["IFormFile", "IFormFileCollection", "IFormCollection", "IHeaderDictionary", "IQueryCollection", "IRequestCookieCollection", "IResponseCookies", "ISession"];

    public static string FullName(this ITypeSymbol type) => type.ToDisplayString(Full);

    public static bool Is(this ITypeSymbol? type, string ns, string name) =>
        type is INamedTypeSymbol named && named.Name == name && named.ContainingType is null && named.ContainingNamespace.Is(ns);

    public static bool Is(this INamespaceSymbol space, string ns) => space.ToDisplayString() == ns;

    /// <summary>Whether it is this class, or derives from it.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string ns, string name)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Any(constraint => constraint.IsOrDerivesFrom(ns, name));
        for (; type is not null; type = type.BaseType)
            if (type.Is(ns, name))
                return true;
        return false;
    }

    public static bool IsInSystemCollections(this ITypeSymbol type)
    {
        var ns = type.ContainingNamespace?.ToDisplayString() ?? "";
        return ns == "System.Collections" || ns.StartsWith("System.Collections.", StringComparison.Ordinal);
    }

    public static bool IsDbContext(this ITypeSymbol? type) => type.IsOrDerivesFrom("Microsoft.EntityFrameworkCore", "DbContext");

    /// <summary>Whether its objects belong to one request, and the server takes them back or closes them when the request is over.</summary>
    public static bool IsOfRequest(this ITypeSymbol? type) =>
        type.IsOrDerivesFrom("Microsoft.AspNetCore.Http", "HttpContext")
        || type.IsOrDerivesFrom("Microsoft.AspNetCore.Http", "HttpRequest")
        || type.IsOrDerivesFrom("Microsoft.AspNetCore.Http", "HttpResponse")
        || type.IsOrDerivesFrom("Microsoft.AspNetCore.Http", "ConnectionInfo")
        || (type is not null && PartsOfRequest.Contains(type.Name) && type.Is("Microsoft.AspNetCore.Http", type.Name));

    public static bool IsStream(this ITypeSymbol? type) => type.IsOrDerivesFrom("System.IO", "Stream");

    /// <summary>The type itself, and the items of an array, a collection or a tuple. Other generic types, such as a <c>Func</c> or a logger, do not hold an object of their type argument.</summary>
    public static IEnumerable<ITypeSymbol> SelfAndItems(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.SelfAndItems(),
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic when generic.IsTupleType || generic.IsInSystemCollections() => generic.TypeArguments.SelectMany(SelfAndItems).Prepend(type),
        _ => [type],
    };

    public static AttributeData? Attribute(this ISymbol symbol, string ns, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (attribute.AttributeClass.Is(ns, name))
                return attribute;
        return null;
    }

    /// <summary>Whether this generator has written it. Analyzers see the generated code, and the generator does not.</summary>
    public static bool IsGenerated(this ISymbol symbol) =>
        symbol.Attribute("System.CodeDom.Compiler", "GeneratedCodeAttribute") is { ConstructorArguments: { Length: 2 } arguments } && arguments[0].Value is GeneratorName;

    public static AttributeData? CrosstownTraffic(this ISymbol symbol) => symbol.Attribute("Crosstown.Actors", "CrosstownTrafficAttribute");
}
