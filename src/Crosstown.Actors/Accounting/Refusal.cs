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

    /// <summary>The request's response is over, or the running deferral that made it has ended.</summary>
    Late,

    /// <summary>The process is draining.</summary>
    Draining,

    /// <summary>The actor system is terminating: the request's actor cannot be started.</summary>
    Terminating,

    /// <summary>A running deferral made it, in a generation beyond <c>crosstown.nested.max-depth</c>.</summary>
    TooDeep,

    /// <summary>A running deferral made it, and those of its request have made <c>crosstown.nested.max-count</c> already.</summary>
    TooMany,
}
