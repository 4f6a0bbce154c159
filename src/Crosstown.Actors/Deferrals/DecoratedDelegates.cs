using System.Collections.Concurrent;
using System.Reflection;

namespace Crosstown.Actors.Deferrals;

/// <summary>Finds the <see cref="CrosstownTrafficAttribute"/> of a delegate's method, and reads it once per method. One per host; thread-safe.</summary>
internal sealed class DecoratedDelegates
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>For each type of a delegate's target, whether a method of it may be decorated. Bounded by the number of types in the program.</summary>
    private readonly ConcurrentDictionary<Type, bool> _targets = new();

    private readonly ConcurrentDictionary<MethodInfo, DecoratedDeferralOptions?> _methods = new();

    /// <summary>The options of the delegate's method; null if it is not decorated. A closure of a type without decorated methods costs one look-up.</summary>
    /// <exception cref="FormatException">A value of the attribute cannot be read.</exception>
    public DecoratedDeferralOptions? Of(Delegate work)
    {
        // Delegate.Method is slow at the first use of each delegate object, and a closure is a new object at each call.
        if (work.Target is { } target && !_targets.GetOrAdd(target.GetType(), MayBeDecorated))
            return null;
        var method = work.Method;
        // A dynamic method has no declaring type and no attribute; it may be collected, so it is not remembered.
        return method.DeclaringType is null ? null : _methods.GetOrAdd(method, static method => DecoratedDeferralOptions.Of(method, mayRunNow: true));
    }

    /// <summary>Only the compiler's own types for closures are searched. Of other types, a delegate may call an extension method, which another class declares.</summary>
    private static bool MayBeDecorated(Type target) =>
        !target.Name.StartsWith('<') || target.GetMethods(Declared).Any(static method => method.IsDefined(typeof(CrosstownTrafficAttribute), inherit: false));
}
