using Crosstown.Actors.NoGo;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Deferrals;

/// <summary>What a deferral's options, its endpoint and HOCON come to, the nearest winning. Immutable and shared by all deferrals with the same options under the same endpoint.</summary>
internal sealed class DeferralPlan
{
    /// <summary>The last that any request may share. A benign race: it is only a chance to share.</summary>
    private DeferralTerms? _shared;

    public required PoolHandle Pool { get; init; }

    public required bool SameThread { get; init; }

    public required NoGoSet Rules { get; init; }

    /// <summary>The deferral's own rules, if any: the only ones that a nested deferral is judged by, its request being over and its parent a go.</summary>
    public NoGoSet? OwnRules { get; init; }

    public Func<ResponseSnapshot, bool>? When { get; init; }

    /// <summary><see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.</summary>
    public required TimeSpan Timeout { get; init; }

    public string? Key { get; init; }

    public KeyPolicy KeyPolicy { get; init; }

    public required bool Sequential { get; init; }

    public required bool StopOnFailure { get; init; }

    public required WithoutRequest WithoutRequest { get; init; }

    public bool HasTimeout => Timeout != System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Where it runs, as metrics and contexts name it.</summary>
    public string Place => SameThread ? PoolNames.SameThread : Pool.Name;

    public DeferralTerms With(CapturedContext? captured)
    {
        if (captured is { IsAnybodys: false })
            return new DeferralTerms(this, captured);
        var shared = Volatile.Read(ref _shared);
        if (shared is null || !ReferenceEquals(shared.Captured, captured))
            Volatile.Write(ref _shared, shared = new DeferralTerms(this, captured));
        return shared;
    }
}
