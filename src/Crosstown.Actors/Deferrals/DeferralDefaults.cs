using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Deferrals;

/// <summary>What an endpoint says of the deferrals made under it. Built once per endpoint by the web layer; null members say nothing.</summary>
internal sealed record DeferralDefaults
{
    public NoGoRules? NoGo { get; init; }

    public string? Pool { get; init; }

    public bool? SameThread { get; init; }

    public bool? Sequential { get; init; }

    /// <summary>Whether a failure cancels the rest of sequential traffic.</summary>
    public bool? StopOnFailure { get; init; }
}
