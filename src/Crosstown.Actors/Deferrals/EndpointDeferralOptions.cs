namespace Crosstown.Actors.Deferrals;

/// <summary>An endpoint's options for the deferrals of its requests. Built once per endpoint by the web layer; null members are not set.</summary>
internal sealed class EndpointDeferralOptions
{
    /// <summary>The rules of each level that has some, from the outermost (a group, a controller) to the endpoint's own.</summary>
    public IReadOnlyList<NoGoRules> NoGo { get; init; } = [];

    public string? Pool { get; init; }

    public bool? SameThread { get; init; }

    public bool? Sequential { get; init; }

    public bool? StopOnFailure { get; init; }

    /// <summary>The plan of deferrals without options of their own, cached by the first of them. A benign race: all threads make equal plans.</summary>
    public DeferralPlan? Plan { get; set; }
}
