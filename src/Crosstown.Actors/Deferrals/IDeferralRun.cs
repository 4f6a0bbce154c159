namespace Crosstown.Actors.Deferrals;

/// <summary>The running code of one deferral, as used by its work and its receipt.</summary>
internal interface IDeferralRun
{
    /// <summary>Cancelled by a timeout, the receipt, the drain, or the end of its routee.</summary>
    CancellationToken Token { get; }

    /// <summary>A service of the deferral's own DI scope, or its <see cref="TrafficContext"/>.</summary>
    TService Resolve<TService>()
        where TService : notnull;

    /// <summary>Cancels the token. The first cause stays. Thread-safe.</summary>
    void Cancel(CancelCause cause);
}
