namespace Crosstown.Actors.Deferrals;

/// <summary>When a deferral was deferred, began and ended, by the application's clock. Guarded by the ledger's lock, except the clock, which is the application's code: it is read outside of the lock.</summary>
internal sealed class DeferralTimes(TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateTimeOffset Deferred { get; } = clock.GetUtcNow();

    /// <summary>The start of the first attempt.</summary>
    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Ended { get; set; }
}
