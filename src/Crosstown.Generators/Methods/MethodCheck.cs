using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crosstown.Generators.Methods;

/// <summary>Finds out whether a decorated method can be deferred, by itself; whether its overloads clash with others is for <see cref="OverloadNames"/>.</summary>
internal static class MethodCheck
{
    private static readonly (string Namespace, string Name, string Kind)[] RequestObjects =
    [
        ("Microsoft.AspNetCore.Mvc", "ControllerBase", "a controller"),
        ("Microsoft.AspNetCore.Mvc.RazorPages", "PageModel", "a page model"),
        ("Microsoft.AspNetCore.SignalR", "Hub", "a hub"),
    ];

    public static IEnumerable<MethodProblem> Problems(IMethodSymbol method)
    {
        if (Place(method) is { } place)
            yield return new(MethodProblemKind.NotDeferrable, method, place);
        else if (Containers(method).FirstOrDefault(static type => !IsPartial(type)) is { } whole)
            yield return new(MethodProblemKind.NotPartial, method, $"its type {whole.Name} is not partial, so that no overload can be added");
        if (Result(method) is { } result)
            yield return new(MethodProblemKind.NotDeferrable, method, result);
        foreach (var parameter in method.Parameters)
            foreach (var problem in Problems(parameter))
                yield return problem;
    }

    /// <summary>From the innermost out.</summary>
    public static IEnumerable<INamedTypeSymbol> Containers(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            yield return type;
    }

    public static ResultKind? ResultOf(IMethodSymbol method) => method switch
    {
        { ReturnsVoid: true, IsAsync: false } => ResultKind.Void,
        { RefKind: not RefKind.None } => null,
        { ReturnType: INamedTypeSymbol { Arity: 0 } type } when type.Is("System.Threading.Tasks", "Task") => ResultKind.Task,
        { ReturnType: INamedTypeSymbol { Arity: 0 } type } when type.Is("System.Threading.Tasks", "ValueTask") => ResultKind.ValueTask,
        _ => null,
    };

    private static IEnumerable<MethodProblem> Problems(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
            yield return new(MethodProblemKind.NotDeferrable, parameter, $"its parameter {parameter.Name} is {Word(parameter.RefKind)}, and its argument is gone when the method runs");
        else if (parameter.Type.IsRefLikeType || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            yield return new(MethodProblemKind.NotDeferrable, parameter, $"its parameter {parameter.Name} is a {(parameter.Type.IsRefLikeType ? "ref struct" : "pointer")}, which cannot be kept until the method runs");
        else if (parameter.Type.SelfAndItems().FirstOrDefault(static type => type.IsOfRequest()) is { } ofRequest)
            yield return new(MethodProblemKind.DataOfRequest, parameter, $"'{parameter.Name}' carries {ofRequest.Name}, which the server takes back when the request is over");
        else if (ParameterReader.RoleOf(parameter) != ParameterRole.Data)
        {
            if (parameter.HasExplicitDefaultValue)
                yield return new(MethodProblemKind.DefaultOfService, parameter, parameter.Name);
        }
        else if (parameter.Type.SelfAndItems().FirstOrDefault(static type => type.IsStream()) is { } stream)
            yield return new(MethodProblemKind.DataOfRequest, parameter, $"'{parameter.Name}' carries {stream.Name}, a stream, which its owner may have closed when the method runs");
    }

    private static string? Place(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return "it is not an ordinary method of a class or a struct";
        if (method.IsAbstract)
            return "it is abstract; decorate the methods that override it";
        if (method.TypeParameters.Any(static parameter => parameter.AllowsRefLikeType))
            return "a type parameter of it allows ref structs, which cannot be kept until the method runs";
        foreach (var type in Containers(method))
        {
            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
                return $"its type {type.Name} is not a class or a struct";
            if (type.IsFileLocal)
                return $"its type {type.Name} is file-local, so that no overload can be added";
        }

        if (method.IsStatic)
            return null;
        if (method.ContainingType.TypeKind == TypeKind.Struct)
            return "it is an instance method of a struct, whose receiver no container holds; make it static";
        foreach (var (ns, name, kind) in RequestObjects)
            if (method.ContainingType.IsOrDerivesFrom(ns, name))
                return $"its receiver is {kind}, which belongs to its request; make the method static, or move it to a service";
        return null;
    }

    private static string? Result(IMethodSymbol method) => ResultOf(method) is not null ? null
        : method is { ReturnsVoid: true } ? "it is async void, so that nothing can await it or see its exception; return Task"
        : $"it returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, and nobody is there for its result; return void, Task or ValueTask";

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(
        static reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Word(RefKind kind) => kind switch { RefKind.Ref => "ref", RefKind.Out => "out", RefKind.In => "in", _ => "ref readonly" };
}
