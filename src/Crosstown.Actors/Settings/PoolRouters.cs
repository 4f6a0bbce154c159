using Akka.Configuration;
using Akka.Routing;

namespace Crosstown.Actors.Settings;

/// <summary>Tells which of Akka.NET's router aliases a pool can have.</summary>
internal static class PoolRouters
{
    /// <summary>The alias of Crosstown's own router, the default of every pool.</summary>
    public const string LeastBusy = "least-busy-pool";

    public const string Choices = $"{LeastBusy}, round-robin-pool or random-pool";

    /// <summary>Why a pool cannot have the router; null if it can.</summary>
    public static string? WhyNot(string alias, Config whole)
    {
        if (TypeName(alias, whole) is not { } name)
            return "which is no router: akka.actor.router.type-mapping does not have it";
        if (Load(name) is not { } type)
            return $"whose type {name} cannot be loaded";
        if (typeof(Group).IsAssignableFrom(type))
            return "a group, whose routees are actors elsewhere that know no deferrals";
        if (!typeof(Akka.Routing.Pool).IsAssignableFrom(type))
            return $"whose type {name} is no Akka.Routing.Pool";
        if (type == typeof(SmallestMailboxPool))
            return "which looks into mailboxes, and nothing in them shows which routee is busy";
        if (type == typeof(BroadcastPool) || type == typeof(ScatterGatherFirstCompletedPool) || type == typeof(TailChoppingPool))
            return "which sends one deferral to several routees";
        return type == typeof(ConsistentHashingPool) ? "which routes by a hash key, and a deferral has none" : null;
    }

    /// <summary>Whether the router is one of Akka.NET's own, whose settings are all known.</summary>
    public static bool IsBuiltIn(string alias, Config whole) => TypeName(alias, whole) is { } name && Load(name)?.Assembly == typeof(Akka.Routing.Pool).Assembly;

    private static string? TypeName(string alias, Config whole) => whole.GetString($"akka.actor.router.type-mapping.{alias}", null);

    /// <summary>Finds the type. The names of Akka.NET's own types have no assembly part.</summary>
    private static Type? Load(string name) => typeof(Akka.Routing.Pool).Assembly.GetType(name) ?? Type.GetType(name);
}
