namespace Crosstown.Actors.Accounting;

/// <summary>Why a deferral was not admitted.</summary>
internal enum Refusal
{
    None,

    /// <summary>The process has no free slot.</summary>
    ProcessFull,

    /// <summary>The pool has no free slot.</summary>
    PoolFull,

    /// <summary>The request has <c>crosstown.admission.per-request</c> deferrals outstanding.</summary>
    RequestFull,

    /// <summary>The request's response is over.</summary>
    Late,

    /// <summary>The running deferral whose traffic it is has ended.</summary>
    ParentEnded,

    /// <summary>The request's response is still open, but its collecting lease has passed.</summary>
    LeaseExpired,

    /// <summary>The request's actor was stopped before the response was over.</summary>
    ActorStopped,

    /// <summary>The process is draining.</summary>
    Draining,

    /// <summary>The actor system is terminating: the request's actor cannot be started.</summary>
    Terminating,

    /// <summary>A running deferral made it, in a generation beyond <c>crosstown.nested.max-depth</c>.</summary>
    TooDeep,

    /// <summary>A running deferral made it, and those of its request have made <c>crosstown.nested.max-count</c> already.</summary>
    TooMany,

    /// <summary>There is no request, and <c>crosstown.without-request</c> is <c>fail</c>.</summary>
    WithoutRequest,
}
