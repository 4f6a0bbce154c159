namespace Crosstown.Actors.Telemetry;

/// <summary>Every log event of Crosstown.Actors.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.SystemStarted, LogLevel.Information, "Crosstown runs on Akka.NET {AkkaVersion} with pools {Pools}, {Lanes} same-thread lanes and handlers of {Messages} message types.")]
    public static partial void SystemStarted(ILogger logger, Version? akkaVersion, string pools, int lanes, int messages);

    [LoggerMessage(EventIds.LeaseExpired, LogLevel.Warning, "Traffic {Traffic} was collected for longer than crosstown.collecting-lease ({Lease}) without an end of its response; its deferrals are cancelled.")]
    public static partial void LeaseExpired(ILogger logger, long traffic, TimeSpan? lease);

    [LoggerMessage(EventIds.DeferralFailed, LogLevel.Error, "Deferral {DeferralId} {DeferralKind} failed on {Pool}: {Reason} (request {RequestId})")]
    public static partial void DeferralFailed(ILogger logger, DeferralId deferralId, string deferralKind, string pool, string? reason, string? requestId, Exception? exception);

    [LoggerMessage(EventIds.RunDetached, LogLevel.Warning, "Deferral {DeferralId} {DeferralKind} on {Pool} still runs after its end ({Reason}); its routee goes on without it.")]
    public static partial void RunDetached(ILogger logger, DeferralId deferralId, string deferralKind, string pool, string? reason);

    [LoggerMessage(EventIds.FailureNotPublished, LogLevel.Error, "A subscriber of DeferralFailed threw when it was told of deferral {DeferralId}; the deferral keeps its fate.")]
    public static partial void FailureNotPublished(ILogger logger, DeferralId deferralId, Exception exception);

    [LoggerMessage(EventIds.CancellationCallbackThrew, LogLevel.Error, "A callback registered on the token of deferral {DeferralId} threw; the cancellation stands.")]
    public static partial void CancellationCallbackThrew(ILogger logger, DeferralId deferralId, Exception exception);

    [LoggerMessage(EventIds.LeftItsThread, LogLevel.Warning, "Same-thread deferral {DeferralKind} ended on another thread than its own: part of it ran elsewhere (ConfigureAwait(false), or a task that completes elsewhere). This is said once per kind.")]
    public static partial void LeftItsThread(ILogger logger, string deferralKind);

    [LoggerMessage(EventIds.ContinuationThrew, LogLevel.Error, "A callback that a deferral on {Place} had left behind threw; nothing awaited it.")]
    public static partial void ContinuationThrew(ILogger logger, string place, Exception exception);

    [LoggerMessage(EventIds.RouteeFailedAlone, LogLevel.Error, "The actor {Actor} of a pool failed while it ran no deferral.")]
    public static partial void RouteeFailedAlone(ILogger logger, string actor, Exception exception);

    [LoggerMessage(EventIds.PoolStuck, LogLevel.Error, "Nothing has started or ended in {Place} for {Still} (crosstown.stuck-after), and {Waiting} deferrals wait for it behind those that run: {Running}. Give these a timeout, await where they block, or give the place more routees or lanes.")]
    public static partial void PoolStuck(ILogger logger, string place, TimeSpan still, int waiting, string running);

    [LoggerMessage(EventIds.PoolMovesAgain, LogLevel.Information, "Deferrals start and end in {Place} again.")]
    public static partial void PoolMovesAgain(ILogger logger, string place);

    [LoggerMessage(EventIds.PoolWithoutThread, LogLevel.Error, "Nothing has started or ended in {Place} for {Still} (crosstown.stuck-after), and {Waiting} deferrals wait for it though none runs there: its routees find no thread. These deferrals of all pools run, and those that block hold the threads: {Running}. Await where they block, give them a timeout, or raise thread-count of crosstown.dispatchers.pool.")]
    public static partial void PoolWithoutThread(ILogger logger, string place, TimeSpan still, int waiting, string running);

    [LoggerMessage(EventIds.DrainBegan, LogLevel.Information, "Crosstown drains {Outstanding} deferrals for up to {Budget}.")]
    public static partial void DrainBegan(ILogger logger, long outstanding, TimeSpan budget);

    [LoggerMessage(EventIds.DrainEnded, LogLevel.Information, "Crosstown has drained in {Took}; nothing was abandoned.")]
    public static partial void DrainEnded(ILogger logger, TimeSpan took);

    [LoggerMessage(EventIds.DrainAbandoned, LogLevel.Warning, "Crosstown drained for {Took} and abandoned {Count} deferrals: {Abandoned}")]
    public static partial void DrainAbandoned(ILogger logger, TimeSpan took, int count, IReadOnlyList<AbandonedDeferral> abandoned);
}
