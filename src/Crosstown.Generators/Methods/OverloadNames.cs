using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;

namespace Crosstown.Generators.Methods;

/// <summary>The names of the members that are generated for the decorated methods of one type, so that none clashes with another member.</summary>
internal sealed class OverloadNames
{
    private readonly Dictionary<IMethodSymbol, (string Overload, string Message, string Handler)> _names = new(SymbolEqualityComparer.Default);

    private OverloadNames(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var written = type.GetMembers().Where(static member => !member.IsGenerated()).ToArray();
        var members = new HashSet<string>(written.Select(static member => member.Name), StringComparer.Ordinal) { type.Name };
        var signatures = new HashSet<string>(written.OfType<IMethodSymbol>().Select(static method => Signature(method.Name, method, method.Parameters)), StringComparer.Ordinal);
        foreach (var method in written.OfType<IMethodSymbol>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (method.CrosstownTraffic() is null || MethodCheck.Problems(method).Any())
                continue;
            var data = method.Parameters.Where(static parameter => ParameterReader.RoleOf(parameter) == ParameterRole.Data).ToArray();
            foreach (var name in new[] { method.Name, "Defer" + method.Name })
            {
                var plain = Signature(name, method, data);
                var withTraffic = Signature(name, method, data, "Crosstown.Actors.ITraffic;");
                if (Array.Exists(written, member => member.Name == name && member is not IMethodSymbol) || name == type.Name || signatures.Contains(plain) || signatures.Contains(withTraffic))
                    continue;
                signatures.Add(plain);
                signatures.Add(withTraffic);
                _names[method] = (name, Free(members, method.Name + "Message"), Free(members, method.Name + "Handler"));
                break;
            }
        }
    }

    public static OverloadNames Of(INamedTypeSymbol type, CancellationToken cancellationToken) => new(type, cancellationToken);

    /// <returns>False if both names of the overload are taken, or the method has a problem of its own.</returns>
    public bool TryFind(IMethodSymbol method, out (string Overload, string Message, string Handler) names) => _names.TryGetValue(method, out names);

    /// <summary>
    /// Whether the overloads may have two optional parameters more, a string and an int, for file and line of the call. They may not where a call could then mean another method, or
    /// nothing could stand after them: if the name is overloaded, a service is a string or an int, or the last parameter is <c>params</c>.
    /// </summary>
    public static bool MayTakeCaller(IMethodSymbol method, string overload)
    {
        if (method.Parameters.Any(static parameter => parameter.IsParams
            || (parameter.Type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 && ParameterReader.RoleOf(parameter) != ParameterRole.Data)))
            return false;
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(method.Name).Concat(type.GetMembers(overload)).Any(member => !member.IsGenerated() && !SymbolEqualityComparer.Default.Equals(member, method)))
                return false;
        }

        return true;
    }

    private static string Free(HashSet<string> taken, string name)
    {
        var free = name;
        for (var i = 2; !taken.Add(free); i++)
            free = $"{name}{i}";
        return free;
    }

    /// <summary>What C# tells overloads apart by.</summary>
    private static string Signature(string name, IMethodSymbol method, IEnumerable<IParameterSymbol> parameters, string first = "") =>
        $"{name}`{method.Arity}({first}{string.Concat(parameters.Select(static parameter => Encode(parameter.Type) + ";"))})";

    private static string Encode(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter => $"!!{parameter.Ordinal}",
        ITypeParameterSymbol parameter => $"!{parameter.ContainingSymbol.Name}.{parameter.Ordinal}",
        IArrayTypeSymbol array => $"{Encode(array.ElementType)}[{array.Rank}]",
        IDynamicTypeSymbol => "System.Object",
        INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } underlying } when !SymbolEqualityComparer.Default.Equals(underlying, type) => Encode(underlying),
        INamedTypeSymbol named => $"{(named.ContainingType is { } outer ? Encode(outer) : named.ContainingNamespace.ToDisplayString())}.{named.MetadataName}<{string.Concat(named.TypeArguments.Select(static argument => Encode(argument) + ","))}>"
            .Replace("<>", ""),
        _ => type.ToDisplayString(),
    };
}
