using Crosstown.Actors.Accounting;
using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Deferrals;

/// <summary>The settings of a deferral, merged from its options, its decorated method or handler, its endpoint and HOCON, in this order of precedence. Immutable.</summary>
internal sealed class DeferralPlan
{
    public required string PoolName { get; init; }

    /// <summary>Null if the pool has no capacity of its own.</summary>
    public Slots? PoolSlots { get; init; }

    /// <summary>Whether the pool is made of the application's own actors, so that a message needs no handler.</summary>
    public required bool TakesAnyMessage { get; init; }

    public required bool SameThread { get; init; }

    public required NoGoSet Rules { get; init; }

    /// <summary>The rules of the deferral's own options and attribute alone, without any outer level's; null without. A nested deferral is judged by these: the other rules have let its parent run.</summary>
    public NoGoSet? OwnRules { get; init; }

    public Func<ResponseSnapshot, bool>? When { get; init; }

    /// <summary><see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.</summary>
    public required TimeSpan Timeout { get; init; }

    public string? Key { get; init; }

    public KeyPolicy KeyPolicy { get; init; }

    public required bool Sequential { get; init; }

    public required bool StopOnFailure { get; init; }

    public required WithoutRequest WithoutRequest { get; init; }

    /// <summary>For what it waits before an attempt; null if it is dispatched at once, and once.</summary>
    public WaitPlan? Waits { get; init; }

    /// <summary>File and line of the decorated method or handler; null without.</summary>
    public string? DeclaredAt { get; init; }

    public bool HasTimeout => Timeout != System.Threading.Timeout.InfiniteTimeSpan;
}
