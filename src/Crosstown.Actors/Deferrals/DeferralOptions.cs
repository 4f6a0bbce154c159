using Crosstown.Actors.NoGo;

namespace Crosstown.Actors;

/// <summary>Options of one deferral. What is null or unset comes from the endpoint, then from HOCON. Immutable: one instance may serve many deferrals.</summary>
public sealed record DeferralOptions
{
    /// <summary>The pool that runs it; null for the endpoint's or <c>default</c>.</summary>
    public string? Pool { get; init; }

    /// <summary>Whether it runs on the request's same-thread lane instead of a pool; null for the endpoint's choice, else no.</summary>
    public bool? SameThread { get; init; }

    /// <summary>The statuses that stop it, such as <c>["5xx", "400-405", 302]</c>; null for the endpoint's or HOCON's. An empty list: run whatever happened.</summary>
    public NoGoRules? NoGo { get; init; }

    /// <summary>Whether the pool work of its request runs one after another, in order; null for the endpoint's choice, else no. One sequential deferral makes all pool work of its request so.</summary>
    public bool? Sequential { get; init; }

    /// <summary>Whether its failure ends the sequence: what follows it in its sequential traffic is cancelled, also what is deferred later; null for the endpoint's choice, else HOCON's.</summary>
    public bool? StopOnFailure { get; init; }

    /// <summary>A last say on the final response; false ends it as <see cref="Fate.NoGo"/>. Not asked when a rule has already stopped it. Runs on an actor's thread: keep it short and free of I/O. If it throws, the deferral has failed.</summary>
    public Func<ResponseSnapshot, bool>? When { get; init; }

    /// <summary>
    /// The longest it may run, from its start: above zero, at most 49 days (4,294,967,294 ms, what a timer takes); null for the pool's.
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no limit. Anything else is an <see cref="ArgumentOutOfRangeException"/> where it is deferred.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Within one request, or within what one running deferral defers, of all deferrals with this key that may go, one runs. Null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Which of those with one <see cref="Key"/> runs; the later deferral's word counts. The default is <see cref="KeyPolicy.FirstWins"/>.</summary>
    public KeyPolicy KeyPolicy { get; init; }

    /// <summary>What becomes of it where there is no request; null for HOCON's.</summary>
    public WithoutRequest? WithoutRequest { get; init; }
}
