using System.Globalization;
using Crosstown.Actors.Deferrals;
using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Crosstown.Generators.Methods;

/// <summary>Reads a decorated method into what its generated code depends on.</summary>
internal static class MethodReader
{
    private const string Compiler = "global::System.Runtime.CompilerServices.";

    /// <returns>Null if the method cannot be deferred; the analyzer says why.</returns>
    public static DecoratedMethod? Read(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        if (MethodCheck.ResultOf(method) is not { } result || !OverloadNames.Of(method.ContainingType, cancellationToken).TryFind(method, out var names))
            return null;
        var parameters = ParameterReader.Read(method, names.Message);
        var containers = MethodCheck.Containers(method).Reverse().ToArray();
        var documentationId = method.GetDocumentationCommentId() ?? "";
        var keys = new List<string>();
        var fixedArguments = new List<string>();
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Value.IsNull)
                continue;
            if (!KeySyntax.Members.Contains(argument.Key) || argument.Value.Value is not string key)
                fixedArguments.Add($"{argument.Key} = {Value(argument.Value)}");
            else if (!IsKeyOf(key, method))
                return null;
            else if (KeySyntax.ReadPlaceholders(key, out _) is { Count: > 0 } placeholders)
                keys.Add($"{argument.Key} => {KeyExpression(key, placeholders, method, parameters)}");
            else
                fixedArguments.Add($"{argument.Key} = {Value(argument.Value)}");
        }

        var place = Place(attribute, compilation);
        var takesCaller = OverloadNames.MayTakeCaller(method, names.Overload);
        var (file, line) = (Free("callerFilePath"), Free("callerLineNumber"));
        var logName = $"{string.Join(".", containers.Select(static type => type.Name))}.{method.Name}";
        return new DecoratedMethod(
            HintName: $"{logName}-{Hash(documentationId)}.g.cs",
            Namespace: method.ContainingNamespace.IsGlobalNamespace ? null : method.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
            Containers: new([.. containers.Select(Header)]),
            Receiver: method.ContainingType.FullName(),
            LogName: logName,
            DocumentationId: documentationId,
            Accessibility: SyntaxFacts.GetText(method.DeclaredAccessibility),
            IsStatic: method.IsStatic,
            Name: ParameterReader.Escape(method.Name),
            Overload: ParameterReader.Escape(names.Overload),
            Message: names.Message,
            Handler: names.Handler,
            TrafficParameter: Free("traffic"),
            CallerParameters: takesCaller ? $"[{Compiler}CallerFilePathAttribute] string? {file} = null, [{Compiler}CallerLineNumberAttribute] int {line} = 0" : "",
            DeferredAt: takesCaller ? $"{file}, {line}" : place,
            TypeParameters: TypeParameters(method.TypeParameters),
            Constraints: string.Concat(method.TypeParameters.Select(Constraint)),
            Parameters: new(parameters),
            Result: result,
            Attribute: string.Join(", ", fixedArguments.Prepend(place)),
            Keys: new([.. keys]));

        // Data parameters keep their names.
        string Free(string name) => parameters.Any(parameter => parameter.Role == ParameterRole.Data && parameter.Name == name) ? Free(name + "Now") : name;
    }

    /// <summary>Whether each placeholder of the key names a parameter that is data.</summary>
    public static bool IsKeyOf(string key, IMethodSymbol method) =>
        KeySyntax.ReadPlaceholders(key, out _) is { } names && names.All(placeholder => FindData(method, placeholder.Name) is not null);

    public static IParameterSymbol? FindData(IMethodSymbol method, string name) =>
        method.Parameters.FirstOrDefault(parameter => parameter.Name == name && ParameterReader.RoleOf(parameter) == ParameterRole.Data);

    private static string KeyExpression(string key, IReadOnlyList<(string Name, int At)> names, IMethodSymbol method, MethodParameter[] parameters)
    {
        // The key's own syntax is that of an interpolated string, so only the names are replaced, from the last to the first; the texts between them are escaped.
        var code = "";
        var end = key.Length;
        foreach (var (name, at) in names.Reverse())
        {
            var close = key.IndexOf('}', at);
            code = "{this." + parameters[FindData(method, name)!.Ordinal].Property + "}" + Text(key.Substring(close + 1, end - close - 1)) + code;
            end = at - 1;
        }

        return $"global::System.FormattableString.Invariant($\"{Text(key.Substring(0, end))}{code}\")";
    }

    private static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true) is var quoted ? quoted.Substring(1, quoted.Length - 2) : "";

    private static string Header(INamedTypeSymbol type)
    {
        var kind = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record",
            (false, TypeKind.Struct) => "struct",
            _ => "class",
        };
        return $"partial {kind} {ParameterReader.Escape(type.Name)}{TypeParameters(type.TypeParameters)}";
    }

    private static string TypeParameters(IReadOnlyCollection<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters.Select(static parameter => ParameterReader.Escape(parameter.Name)))}>";

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint)
            constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(static type => type.FullName()));
        if (parameter is { HasConstructorConstraint: true, HasValueTypeConstraint: false, HasUnmanagedTypeConstraint: false })
            constraints.Add("new()");
        return constraints.Count == 0 ? "" : $" where {ParameterReader.Escape(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    /// <summary>File and line of the attribute, as code.</summary>
    private static string Place(AttributeData attribute, Compilation compilation)
    {
        var place = attribute.ApplicationSyntaxReference!;
        var path = place.SyntaxTree.FilePath;
        var line = place.SyntaxTree.GetLineSpan(place.Span).StartLinePosition.Line + 1;
        var file = SymbolDisplay.FormatLiteral(compilation.Options.SourceReferenceResolver?.NormalizePath(path, null) ?? path, quote: true);
        return $"{file}, {line.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Value(TypedConstant value) => value.Kind == TypedConstantKind.Array
        ? $"new object[] {{ {string.Join(", ", value.Values.Select(Value))} }}"
        : value.Type is null ? "null" : value.Kind == TypedConstantKind.Type ? value.ToCSharpString() : ParameterReader.Literal(value.Type, value.Value);

    /// <summary>FNV-1a: hint names of overloads, and of names that differ by case alone, must differ; the same method must have the same name in each build.</summary>
    private static string Hash(string text)
    {
        var hash = 2166136261;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 16777619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
