namespace Crosstown.Actors.Telemetry;

/// <summary>Every log event of Crosstown.Actors.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.SystemStarted, LogLevel.Information, "Crosstown runs on Akka.NET {AkkaVersion} with pools {Pools}, {Lanes} same-thread lanes and handlers for {Messages} message types.")]
    public static partial void SystemStarted(ILogger logger, Version? akkaVersion, string pools, int lanes, int messages);

    [LoggerMessage(EventIds.SeveralHandlers, LogLevel.Warning, "{MessageType} has several handlers: {Handlers}. The last one registered, {Handler}, gets the messages; outside tests remove the other AddTrafficHandler calls.")]
    public static partial void SeveralHandlers(ILogger logger, Type messageType, string handlers, Type handler);

    [LoggerMessage(EventIds.LeaseExpired, LogLevel.Warning, "The response of {Endpoint} (traffic {Traffic}) did not end within crosstown.collecting-lease ({Lease}); its deferrals are cancelled, and later ones are refused.")]
    public static partial void LeaseExpired(ILogger logger, string? endpoint, long traffic, TimeSpan? lease);

    [LoggerMessage(EventIds.DeferralFailed, LogLevel.Error, "Deferral {DeferralId} {DeferralKind} of {Endpoint} failed on {Pool}: {Reason} (deferred at {CallerFilePath}:{CallerLineNumber}, request {RequestId})")]
    public static partial void DeferralFailed(
        ILogger logger, DeferralId deferralId, string deferralKind, string endpoint, string pool, string? reason, string? callerFilePath, int callerLineNumber, string? requestId, Exception? exception);

    [LoggerMessage(EventIds.DeferralStopped, LogLevel.Debug, "Deferral {DeferralId} {DeferralKind} of {Endpoint} does not run: {Reason} (deferred at {CallerFilePath}:{CallerLineNumber})", SkipEnabledCheck = true)]
    public static partial void DeferralStopped(ILogger logger, DeferralId deferralId, string deferralKind, string endpoint, string? reason, string? callerFilePath, int callerLineNumber);

    [LoggerMessage(EventIds.DeferralRetried, LogLevel.Information, "Attempt {Attempt} of deferral {DeferralId} {DeferralKind} failed on {Pool} and is followed by another after {Wait}: {Reason}")]
    public static partial void DeferralRetried(ILogger logger, int attempt, DeferralId deferralId, string deferralKind, string pool, TimeSpan wait, string? reason);

    [LoggerMessage(EventIds.RunDetached, LogLevel.Warning, "The code of deferral {DeferralId} {DeferralKind} of {Endpoint} on {Pool} still runs after its end ({Reason}; deferred at {CallerFilePath}:{CallerLineNumber}); its routee goes on without it.")]
    public static partial void RunDetached(
        ILogger logger, DeferralId deferralId, string deferralKind, string endpoint, string pool, string? reason, string? callerFilePath, int callerLineNumber);

    [LoggerMessage(EventIds.FailureNotPublished, LogLevel.Error, "A subscriber of DeferralFailed threw when it was told of deferral {DeferralId}; the deferral keeps its fate.")]
    public static partial void FailureNotPublished(ILogger logger, DeferralId deferralId, Exception exception);

    [LoggerMessage(EventIds.FailureHandlerFailed, LogLevel.Error, "The failure handler {Handler} failed on deferral {DeferralId} {DeferralKind}, whose fate stays {Fate}.")]
    public static partial void FailureHandlerFailed(ILogger logger, string handler, DeferralId deferralId, string deferralKind, Fate fate, Exception exception);

    [LoggerMessage(EventIds.FailureCameTooLate, LogLevel.Error, "Deferral {DeferralId} {DeferralKind} ended as {Fate} after the drain; no failure handler is called.")]
    public static partial void FailureCameTooLate(ILogger logger, DeferralId deferralId, string deferralKind, Fate fate);

    [LoggerMessage(EventIds.CancellationCallbackThrew, LogLevel.Error, "A callback registered on the token of deferral {DeferralId} threw; the token is cancelled all the same.")]
    public static partial void CancellationCallbackThrew(ILogger logger, DeferralId deferralId, Exception exception);

    [LoggerMessage(EventIds.LeftItsThread, LogLevel.Warning, "Same-thread deferral {DeferralKind} ended on another thread than its own: part of it ran elsewhere (ConfigureAwait(false), or a task that completes elsewhere). This is logged once per kind.")]
    public static partial void LeftItsThread(ILogger logger, string deferralKind);

    [LoggerMessage(EventIds.ContinuationThrew, LogLevel.Error, "A callback posted by a deferral on {Pool} threw, and nothing awaited it.")]
    public static partial void ContinuationThrew(ILogger logger, string pool, Exception exception);

    [LoggerMessage(EventIds.RouteeFailedAlone, LogLevel.Error, "The actor {Actor} of a pool failed while it ran no deferral.")]
    public static partial void RouteeFailedAlone(ILogger logger, string actor, Exception exception);

    [LoggerMessage(EventIds.PoolStuck, LogLevel.Error, "Nothing has started or ended in {Pool} for {StalledFor} (crosstown.stuck-after), and {Waiting} deferrals wait behind the running ones: {Running}. Give the running ones a timeout, let them await instead of block, or add routees or lanes.")]
    public static partial void PoolStuck(ILogger logger, string pool, TimeSpan stalledFor, int waiting, string running);

    [LoggerMessage(EventIds.PoolMovesAgain, LogLevel.Information, "Deferrals start and end in {Pool} again.")]
    public static partial void PoolMovesAgain(ILogger logger, string pool);

    [LoggerMessage(EventIds.PoolWithoutThread, LogLevel.Error, "Nothing has started or ended in {Pool} for {StalledFor} (crosstown.stuck-after), and {Waiting} deferrals wait although none runs there: its routees find no free thread. Deferrals running in all pools, of which those that block hold the threads: {Running}. Let them await instead of block, give them a timeout, or raise thread-count of crosstown.dispatchers.pool.")]
    public static partial void PoolWithoutThread(ILogger logger, string pool, TimeSpan stalledFor, int waiting, string running);

    [LoggerMessage(EventIds.CircuitOpened, LogLevel.Warning, "Too many deferrals failed in {Pool}: its circuit is open, and nothing starts there for {Open}.")]
    public static partial void CircuitOpened(ILogger logger, string pool, TimeSpan open);

    [LoggerMessage(EventIds.CircuitClosed, LogLevel.Information, "The circuit of {Pool} is closed again: deferrals start there.")]
    public static partial void CircuitClosed(ILogger logger, string pool);

    [LoggerMessage(EventIds.DrainBegan, LogLevel.Information, "Crosstown drains {Outstanding} deferrals for up to {Budget}. {Waiting} of them wait for a retry, a delay, a rate or a circuit, which needs at least {Needs}.")]
    public static partial void DrainBegan(ILogger logger, long outstanding, TimeSpan budget, int waiting, TimeSpan needs);

    [LoggerMessage(EventIds.DrainEnded, LogLevel.Information, "Crosstown drained in {Elapsed}; no deferral was abandoned.")]
    public static partial void DrainEnded(ILogger logger, TimeSpan elapsed);

    [LoggerMessage(EventIds.DrainAbandoned, LogLevel.Warning, "Crosstown drained for {Elapsed} and abandoned {Count} deferrals: {Summary}. In the order admitted: {First}.")]
    public static partial void DrainAbandoned(ILogger logger, TimeSpan elapsed, int count, string summary, string first);

    [LoggerMessage(EventIds.FailuresNotHandled, LogLevel.Error, "The time of the drain was over before the failure handlers had taken {Count} failures: {First}.")]
    public static partial void FailuresNotHandled(ILogger logger, int count, string first);
}
