namespace Crosstown.Actors.Deferrals;

/// <summary>The ends of deferrals that have not started, or have ended an attempt that is not their last.</summary>
internal static class PendingEnds
{
    public static bool CancelPending(this Deferral deferral, string reason) => deferral.TryEnd(onlyPending: true, Fate.Cancelled, reason, null, codeStillRuns: false);

    public static bool FailPending(this Deferral deferral, Exception exception) => deferral.TryEnd(onlyPending: true, Fate.Failed, null, exception, codeStillRuns: false);

    /// <summary>Ends it because it could not start within <see cref="DeferralOptions.StartWithin"/>.</summary>
    public static void Expire(this Deferral deferral) =>
        deferral.FailPending(new DeferralExpiredException($"It could not start within {deferral.Plan.Waits?.StartWithin} of its release."));

    /// <summary>Ends it as abandoned, if it has no fate. If it starts between the two steps, the second one ends it as running.</summary>
    public static bool TryAbandon(this Deferral deferral, string reason) =>
        deferral.TryEnd(onlyPending: true, Fate.Abandoned, reason, null, codeStillRuns: false) || deferral.TryEnd(onlyPending: false, Fate.Abandoned, reason, null, codeStillRuns: true);

    /// <summary>Ends it because the actor that held it has stopped.</summary>
    public static void Lose(this Deferral deferral, string reason) =>
        deferral.TryEnd(onlyPending: true, deferral.Account.Ledger.IsOver ? Fate.Abandoned : Fate.Failed, reason, null, codeStillRuns: false);
}
