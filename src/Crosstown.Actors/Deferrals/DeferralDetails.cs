namespace Crosstown.Actors.Deferrals;

/// <summary>What few deferrals need. Locked by itself for every access to its members.</summary>
internal sealed class DeferralDetails
{
    public string? Reason { get; set; }

    public Exception? Exception { get; set; }

    public TaskCompletionSource<Fate>? Waiter { get; set; }

    public DeferralRun? Run { get; set; }

    public CancelCause Cause { get; set; }
}
