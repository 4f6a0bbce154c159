namespace Crosstown.Actors.Deferrals;

/// <summary>What an endpoint says of the deferrals made under it. Built once per endpoint by the web layer; null members say nothing.</summary>
internal sealed class EndpointDeferralOptions
{
    public NoGoRules? NoGo { get; init; }

    public string? Pool { get; init; }

    public bool? SameThread { get; init; }

    public bool? Sequential { get; init; }

    /// <summary>Whether a failure cancels the rest of sequential traffic.</summary>
    public bool? StopOnFailure { get; init; }

    /// <summary>The plan of deferrals without options of their own, made by the first of them. A benign race: all threads make the same one.</summary>
    public DeferralPlan? Plan { get; set; }
}
