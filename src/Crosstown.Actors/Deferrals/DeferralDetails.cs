using Akka.Actor;

namespace Crosstown.Actors.Deferrals;

/// <summary>Members that few deferrals need. Guarded by the ledger's lock.</summary>
internal sealed class DeferralDetails
{
    public string? Reason { get; set; }

    public Exception? Exception { get; set; }

    /// <summary>The exceptions of all attempts, the last one last.</summary>
    public IReadOnlyList<Exception> Exceptions => [.. EarlierExceptions ?? [], .. Exception is null ? [] : new[] { Exception }];

    /// <summary>The work in words, noted when the deferral ended and dropped the work; null for an end after which nobody asks for it.</summary>
    public string? Kind { get; set; }

    /// <summary>Whether its code had begun when it got its fate and reason.</summary>
    public bool HadStarted { get; set; }

    /// <summary>Completes with the fate; created by the first WaitAsync.</summary>
    public TaskCompletionSource<Fate>? Waiter { get; set; }

    /// <summary>Set before another thread sees the deferral; null where nobody asks for times.</summary>
    public DeferralTimes? Times { get; init; }

    /// <summary>Its running code, until it has its fate; null for code that cannot be cancelled.</summary>
    public IDeferralRun? Run { get; set; }

    /// <summary>Why its code was asked to stop.</summary>
    public CancelCause Cause { get; set; }

    /// <summary>The actors that are told when it is over: that of its request, for the next one of a sequence, and a gate.</summary>
    public IActorRef[] Watchers { get; set; } = [];

    /// <summary>The attempts that have started; not counted for a deferral that has one only.</summary>
    public int Attempts { get; set; }

    /// <summary>The exceptions of the failed attempts before the last one, oldest first; null without any.</summary>
    public List<Exception>? EarlierExceptions { get; set; }

    /// <summary>The exception of the last attempt that is followed by another, also of one that does not count.</summary>
    public Exception? LastException { get; set; }

    /// <summary>How long it waits for its next attempt, until its gate has taken note; null if there is none to come.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>The gate that is told when it leaves its routee; null for none.</summary>
    public IActorRef? Gate { get; set; }
}
