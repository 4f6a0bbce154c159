using Crosstown.Actors.NoGo;

namespace Crosstown.Actors;

/// <summary>Options of one deferral. An option that is null comes from the decorated method or handler (<see cref="CrosstownTrafficAttribute"/>), then from the endpoint, then from HOCON. Immutable: one instance may serve many deferrals.</summary>
public sealed record DeferralOptions
{
    /// <summary>The name of the pool that runs the deferral. An undeclared pool is an <see cref="ArgumentException"/> at the deferring call.</summary>
    /// <value>Null, the default, for the endpoint's pool, else <see cref="PoolNames.Default"/>. A pool named here comes before the lane of an outer level; beside <see cref="SameThread"/> it is an <see cref="ArgumentException"/>.</value>
    public string? Pool { get; init; }

    /// <summary>Whether the deferral runs on the request's same-thread lane instead of a pool. A lane takes no pool's settings: its timeout is the deferral's own, else <c>crosstown.deferral.timeout</c>.</summary>
    /// <value>Null, the default, for false where <see cref="Pool"/> is named, else for the endpoint's choice, else false.</value>
    public bool? SameThread { get; init; }

    /// <summary>
    /// The statuses that stop the deferral, such as <c>["5xx", "400-405", 302]</c>, in place of the outer level's. A truncated or aborted response is treated as the outer level's rules say,
    /// unless this list names <c>truncated</c> or <c>aborted</c>. An empty list stops nothing: the deferral runs whatever happened. For a nested deferral only this list counts, and that of its attribute.
    /// </summary>
    /// <value>Null, the default, for those of the attribute, then the endpoint's, else those of <c>crosstown.no-go</c>.</value>
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
    /// <value>Null, the default, for the key of the decorated method or handler, else for no key.</value>
    public string? Key { get; init; }

    /// <summary>Which of two deferrals with the same <see cref="Key"/> runs. The policy of the later one decides.</summary>
    /// <value>Null, the default, for the decorated method's or handler's policy, else <see cref="Actors.KeyPolicy.FirstWins"/>.</value>
    public KeyPolicy? KeyPolicy { get; init; }

    /// <summary>How the deferral is tried again after a failure. It then may run more than once. For a message to an actor (<see cref="ITraffic.TellTo"/>) an <see cref="ArgumentException"/>.</summary>
    /// <value>Null, the default, for the values of the decorated method or handler, then of the pool, then of <c>crosstown.deferral.retry</c>.</value>
    public RetryOptions? Retry { get; init; }

    /// <summary>The wait from the response's end, or without a request from the call, to the first attempt. In sequential traffic the deferrals behind it wait, too.</summary>
    /// <value>0 s to <c>crosstown.deferral.max-delay</c>; any other value is an <see cref="ArgumentOutOfRangeException"/> at the deferring call. Null, the default, for the decorated method's or handler's delay, else for none.</value>
    public TimeSpan? Delay { get; init; }

    /// <summary>The first attempt starts no earlier, by the application's clock. With <see cref="Delay"/> the later of the two counts.</summary>
    /// <value>No more than <c>crosstown.deferral.max-delay</c> ahead, or it is an <see cref="ArgumentOutOfRangeException"/> at the deferring call; a time that is past is no wait. Null, the default, for none.</value>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The longest time from the response's end, or without a request from the call, to the start of each attempt. Work that has not started by then, such as the mail of a one-time code, ends as <see cref="Fate.Failed"/> with a <see cref="DeferralExpiredException"/>.</summary>
    /// <value>Above zero and above <see cref="Delay"/>, or it is an <see cref="ArgumentOutOfRangeException"/> at the deferring call. Null, the default, for the decorated method's or handler's, else for no limit.</value>
    public TimeSpan? StartWithin { get; init; }

    /// <summary>Of all deferrals of the pool that have this text, also of other requests, one runs at a time, in the order dispatched; others go on beside them. Compared ordinally. On a lane and for a message to an actor an <see cref="ArgumentException"/>.</summary>
    /// <value>Null, the default, for the decorated method's or handler's, else for no partition.</value>
    public string? Partition { get; init; }

    /// <summary>Of all deferrals of the pool or lane that have this text, also of other requests, one is pending at a time: one that is released while another has not started ends as <see cref="Fate.Cancelled"/>. Compared ordinally.</summary>
    /// <value>Null, the default, for the decorated method's or handler's, else for none.</value>
    public string? UniqueFor { get; init; }

    /// <summary>What happens to the deferral if there is no request.</summary>
    /// <value>Null, the default, for <c>crosstown.without-request</c>.</value>
    public WithoutRequest? WithoutRequest { get; init; }
}
