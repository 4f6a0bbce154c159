using Crosstown.Actors.NoGo;

namespace Crosstown.Actors;

/// <summary>Options of one deferral. An option that is null comes from the endpoint, then from HOCON. Immutable: one instance may serve many deferrals.</summary>
public sealed record DeferralOptions
{
    /// <summary>The name of the pool that runs the deferral. An undeclared pool is an <see cref="ArgumentException"/> at the deferring call.</summary>
    /// <value>Null, the default, for the endpoint's pool, else <see cref="PoolNames.Default"/>. A pool named here comes before the endpoint's lane; beside <see cref="SameThread"/> it is an <see cref="ArgumentException"/>.</value>
    public string? Pool { get; init; }

    /// <summary>Whether the deferral runs on the request's same-thread lane instead of a pool. A lane takes no pool's settings: its timeout is the deferral's own, else <c>crosstown.deferral.timeout</c>.</summary>
    /// <value>Null, the default, for false where <see cref="Pool"/> is named, else for the endpoint's choice, else false.</value>
    public bool? SameThread { get; init; }

    /// <summary>
    /// The statuses that stop the deferral, such as <c>["5xx", "400-405", 302]</c>, in place of its endpoint's. A truncated or aborted response is treated as the endpoint's rules say,
    /// unless this list names <c>truncated</c> or <c>aborted</c>. An empty list stops nothing: the deferral runs whatever happened. For a nested deferral only this list counts.
    /// </summary>
    /// <value>Null, the default, for the endpoint's rules, else those of <c>crosstown.no-go</c>.</value>
    public NoGoRules? NoGo { get; init; }

    /// <summary>Whether the pool work of the request runs one after another, in order. One sequential deferral makes all pool work of its request sequential. Work that running work defers (<see cref="TrafficContext.Traffic"/>) is no part of that sequence.</summary>
    /// <value>Null, the default, for the endpoint's choice, else false.</value>
    public bool? Sequential { get; init; }

    /// <summary>Whether a failure of this deferral ends the sequence: the pool work after it in sequential traffic is cancelled, also work that is deferred later.</summary>
    /// <value>Null, the default, for the endpoint's choice, else <c>crosstown.sequential.stop-on-failure</c>.</value>
    public bool? StopOnFailure { get; init; }

    /// <summary>
    /// Decides by the final response: false ends the deferral as <see cref="Fate.NoGo"/>. Not called when a rule has stopped the deferral, and for work without a request.
    /// Called once, on a thread of .NET's pool, in the request's actor: keep it short and free of I/O. If it throws, the deferral ends as <see cref="Fate.Failed"/>.
    /// </summary>
    /// <value>Null, the default, for no predicate.</value>
    public Func<ResponseSnapshot, bool>? When { get; init; }

    /// <summary>The longest that the deferral may run, from its start. Then its token is cancelled and it ends as <see cref="Fate.Failed"/>.</summary>
    /// <value>
    /// Above zero, at most 4,294,967,294 ms (some 49 days, the limit of a timer), or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit; any other value is an
    /// <see cref="ArgumentOutOfRangeException"/> at the deferring call. Null, the default, for the pool's timeout; on a lane for <c>crosstown.deferral.timeout</c>.
    /// </value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Of all deferrals of one request, or of one running deferral, that have this key and no no-go, only one runs; the others end as <see cref="Fate.Cancelled"/>. Compared ordinally.</summary>
    /// <value>Null, the default, for no key.</value>
    public string? Key { get; init; }

    /// <summary>Which of two deferrals with the same <see cref="Key"/> runs. The policy of the later one decides.</summary>
    /// <value>The default is <see cref="KeyPolicy.FirstWins"/>.</value>
    public KeyPolicy KeyPolicy { get; init; }

    /// <summary>What happens to the deferral if there is no request.</summary>
    /// <value>Null, the default, for <c>crosstown.without-request</c>.</value>
    public WithoutRequest? WithoutRequest { get; init; }
}
