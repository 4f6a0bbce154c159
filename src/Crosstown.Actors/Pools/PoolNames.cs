namespace Crosstown.Actors;

/// <summary>The names that Crosstown itself gives.</summary>
public static class PoolNames
{
    /// <summary>The pool that runs what names no other.</summary>
    public const string Default = "default";

    /// <summary>What contexts and metrics call the same-thread lanes. No pool may be called so.</summary>
    public const string SameThread = "same-thread";
}
