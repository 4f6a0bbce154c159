namespace Crosstown.Actors;

/// <summary>How a deferral ended. Every deferral ends in exactly one fate.</summary>
public enum Fate
{
    /// <summary>The work ran to its end. A message sent by <see cref="ITraffic.TellTo"/> ends so once it is in the actor's mailbox.</summary>
    Ran = 1,

    /// <summary>The work threw, its timeout passed, its routee stopped, or its <see cref="DeferralOptions.When"/> predicate threw.</summary>
    Failed,

    /// <summary>A status rule, a truncated response, the <see cref="DeferralOptions.When"/> predicate, or <see cref="ITraffic.NoGo"/> stopped it.</summary>
    NoGo,

    /// <summary>The client or the server aborted the response, and the rules name <c>aborted</c>.</summary>
    Aborted,

    /// <summary>
    /// <see cref="Deferral.Cancel"/> ended it before its start or while it ran (also if it ignored its token for <c>crosstown.deferral.abandon-after</c>), another deferral had its key,
    /// a failure ended its sequence, or the collecting lease passed.
    /// </summary>
    Cancelled,

    /// <summary>The deferral was not admitted: no slot was free, the response was over, the process drained, or it was nested too deep.</summary>
    Refused,

    /// <summary>The drain's deadline passed, or the actor system terminated, before it had ended.</summary>
    Abandoned,
}
