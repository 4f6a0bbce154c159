namespace Crosstown.Actors;

/// <summary>What becomes of work deferred where there is no request (<c>crosstown.without-request</c>).</summary>
public enum WithoutRequest
{
    /// <summary>It runs on its pool at once. Failures are logged and are a fate.</summary>
    Pool,

    /// <summary>A synchronous delegate runs on the caller's thread, and its exception is the caller's; everything else as <see cref="Pool"/>.</summary>
    RunNow,

    /// <summary>The call throws <see cref="NoResponseException"/>.</summary>
    Fail,
}
