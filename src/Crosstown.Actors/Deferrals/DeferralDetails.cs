namespace Crosstown.Actors.Deferrals;

/// <summary>What few deferrals need, in the place of their terms. Locked by itself for every access to its own members.</summary>
internal sealed class DeferralDetails(DeferralTerms terms) : DeferralTerms(terms.Plan, terms.Captured)
{
    public string? Reason { get; set; }

    public Exception? Exception { get; set; }

    public TaskCompletionSource<Fate>? Waiter { get; set; }

    public DeferralRun? Run { get; set; }

    public CancelCause Cause { get; set; }

    /// <summary>When one that is released as it comes was released, by the system's clock; 0 for its traffic's release, or where nobody measures waits.</summary>
    public long ReleasedAt { get; set; }
}
