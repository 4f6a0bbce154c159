using Akka.Actor;

namespace Crosstown.Actors.Deferrals;

/// <summary>Members that few deferrals need. Guarded by the ledger's lock.</summary>
internal sealed class DeferralDetails
{
    public string? Reason { get; set; }

    public Exception? Exception { get; set; }

    /// <summary>The exceptions of all attempts, the last one last.</summary>
    public IReadOnlyList<Exception> Exceptions => Exception is null ? [] : [Exception];

    /// <summary>The work in words, noted when the deferral ended and dropped the work; null for an end after which nobody asks for it.</summary>
    public string? Kind { get; set; }

    /// <summary>Whether its code had begun when it got its fate and reason.</summary>
    public bool HadStarted { get; set; }

    /// <summary>Completes with the fate; created by the first WaitAsync.</summary>
    public TaskCompletionSource<Fate>? Waiter { get; set; }

    /// <summary>Its running code, until it has its fate; null for code that cannot be cancelled.</summary>
    public IDeferralRun? Run { get; set; }

    /// <summary>Why its code was asked to stop.</summary>
    public CancelCause Cause { get; set; }

    /// <summary>The request's actor that waits for it before it dispatches the next one of a sequence.</summary>
    public IActorRef? Sequence { get; set; }
}
