namespace Crosstown.Actors;

/// <summary>What happens to work deferred without a request (<c>crosstown.without-request</c>).</summary>
public enum WithoutRequest
{
    /// <summary>The work is dispatched to its pool at once. A failure is logged, and the deferral ends as <see cref="Fate.Failed"/>.</summary>
    Pool,

    /// <summary>Synchronous work (a delegate, or a decorated method that returns void) runs on the caller's thread, and its exception is thrown to the caller. All other work runs as with <see cref="Pool"/>.</summary>
    RunNow,

    /// <summary>The call throws <see cref="NoResponseException"/>.</summary>
    Fail,
}
