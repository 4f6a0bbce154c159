namespace Crosstown.Actors.Accounting;

/// <summary>Why a deferral was not admitted.</summary>
internal enum Refusal
{
    None,

    /// <summary>The process has no free slot.</summary>
    ProcessFull,

    /// <summary>The pool has no free slot.</summary>
    PoolFull,

    /// <summary>The request has as many deferrals outstanding as it may.</summary>
    RequestFull,

    /// <summary>The request's response is over, or the deferral that defers has ended.</summary>
    Late,

    /// <summary>The process drains.</summary>
    Draining,

    /// <summary>The actor system is terminating: the request's actor cannot be started.</summary>
    Terminating,

    /// <summary>Running work deferred it, in a generation beyond the limit.</summary>
    TooDeep,

    /// <summary>Running work deferred it, and the running work of its request has made as many deferrals as it may.</summary>
    TooMany,
}
