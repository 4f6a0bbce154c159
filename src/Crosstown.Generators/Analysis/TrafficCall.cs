using Crosstown.Generators.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Crosstown.Generators.Analysis;

/// <summary>Recognizes the calls that defer.</summary>
internal static class TrafficCall
{
    private static readonly string[] Tells = ["Tell", "TryTell", "TellAsync", "TellTo", "ThenTell"];

    public static bool IsDefer(IInvocationOperation call) => call.TargetMethod.Name is "Defer" or "Then" && IsOfTraffic(call.TargetMethod);

    public static bool IsTell(IInvocationOperation call) => Tells.Contains(call.TargetMethod.Name) && IsOfTraffic(call.TargetMethod);

    /// <summary>Whether it calls the overload of a decorated method.</summary>
    public static bool IsDecorated(IInvocationOperation call) => call.TargetMethod.ReturnType.Is("Crosstown.Actors", "Deferral") && call.TargetMethod.IsGenerated();

    /// <summary>The traffic that the call defers with: the receiver, or the first argument of an extension method.</summary>
    public static IOperation? Traffic(IInvocationOperation call) =>
        Unconverted(call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null)) is var traffic
        && traffic is IInvocationOperation { TargetMethod.Name: "WhenAll" } set && IsOfTraffic(set.TargetMethod) ? Unconverted(set.Instance) : traffic;

    public static IOperation? Argument(IInvocationOperation call, string parameter) =>
        Unconverted(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value);

    /// <summary>The lambda or the local function that is deferred; null if the delegate is not written here.</summary>
    public static IOperation? Function(IInvocationOperation call)
    {
        var work = Argument(call, "work");
        var target = work is IDelegateCreationOperation creation ? Unconverted(creation.Target) : work;
        return target switch
        {
            IAnonymousFunctionOperation lambda => lambda,
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } =>
                Root(call).Descendants().OfType<ILocalFunctionOperation>().FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, local.OriginalDefinition)),
            _ => null,
        };
    }

    public static IMethodSymbol Symbol(IOperation function) => function is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)function).Symbol;

    /// <summary>The innermost lambda or local function around the operation; null if it stands in the member itself.</summary>
    public static IOperation? Around(IOperation operation)
    {
        for (var each = operation.Parent; each is not null; each = each.Parent)
            if (each is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return each;
        return null;
    }

    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    public static IOperation? Unconverted(IOperation? operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }

    private static bool IsOfTraffic(IMethodSymbol method) =>
        method.ContainingType.Is("Crosstown.Actors", "ITraffic") || method.ContainingType.Is("Crosstown.Actors", "TrafficDeferExtensions") || method.ContainingType.Is("Crosstown.Actors", "DeferralSet");
}
