namespace Crosstown.Actors;

/// <summary>The pool names that Crosstown itself uses.</summary>
public static class PoolNames
{
    /// <summary>The pool that runs deferrals for which neither options nor endpoint name another. It always exists.</summary>
    public const string Default = "default";

    /// <summary>The name of the same-thread lanes in contexts, logs and metrics. Reserved: no pool may have it.</summary>
    public const string SameThread = "same-thread";
}
