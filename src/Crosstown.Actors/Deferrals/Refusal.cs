namespace Crosstown.Actors.Deferrals;

/// <summary>Why a deferral was not admitted.</summary>
internal enum Refusal
{
    None,

    /// <summary>The process has no slot.</summary>
    ProcessFull,

    /// <summary>The pool has no slot.</summary>
    PoolFull,

    /// <summary>The request has as many outstanding as it may.</summary>
    RequestFull,

    /// <summary>The request's response is over, or the deferral that defers has ended.</summary>
    Late,

    /// <summary>The process drains.</summary>
    Draining,

    /// <summary>Made by running work of a generation too deep.</summary>
    TooDeep,

    /// <summary>Made by running work of a request whose running work has made as many as it may.</summary>
    TooMany,
}
