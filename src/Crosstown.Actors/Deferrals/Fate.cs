namespace Crosstown.Actors;

/// <summary>How a deferral ended. Every deferral ends in exactly one fate.</summary>
public enum Fate
{
    /// <summary>It ran to its end; told to an actor of the user's own, it was handed to that mailbox.</summary>
    Ran = 1,

    /// <summary>It threw, its timeout passed, or the routee that had it died.</summary>
    Failed,

    /// <summary>A status rule, a truncated response, the <see cref="DeferralOptions.When"/> predicate, or the handler's own veto stopped it.</summary>
    NoGo,

    /// <summary>The client or the server aborted the response, and the rules name <c>aborted</c>.</summary>
    Aborted,

    /// <summary><see cref="Deferral.Cancel"/> before or while it ran (also where it did not obey until its routee had lost patience), superseded by its key, after a failure that ended its sequence, or the collecting lease passed.</summary>
    Cancelled,

    /// <summary>Not admitted: full, late, draining, or nested too deep.</summary>
    Refused,

    /// <summary>The drain's deadline passed before it had ended.</summary>
    Abandoned,
}
