using System.Collections.Concurrent;

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

    /// <summary>The plans of decorated methods and handlers, of deferrals without options of their own. Bounded by the number of decorated methods in the program.</summary>
    public ConcurrentDictionary<DecoratedDeferralOptions, DeferralPlan> DecoratedPlans => field ?? Interlocked.CompareExchange(ref field, new(), null) ?? field;

    /// <summary>The plan of deferrals without options of their own that are not decorated, cached by the first of them. A benign race: all threads make equal plans.</summary>
    public DeferralPlan? Plan { get; set; }
}
