namespace Crosstown.Actors.Deferrals;

/// <summary>Cancels the running code of deferrals.</summary>
internal static class DeferralCancellation
{
    /// <summary>Cancels the token of the deferral's running code, now or as soon as it has one.</summary>
    /// <returns>False when the deferral has ended.</returns>
    public static bool CancelRunning(this Deferral deferral, CancelCause cause)
    {
        IDeferralRun? run;
        bool waits;
        lock (deferral.Account.Ledger.Guard)
        {
            if (deferral.Fate is not null)
                return false;
            var details = deferral.Details_NeedsLock();
            if (details.Cause == CancelCause.None)
                details.Cause = cause;
            run = details.Run;
            waits = deferral.IsPending;
        }

        run?.Cancel(cause);
        // Its attempt has just failed, and it waits for the next one. If that has begun since, it has found the cause.
        if (waits && cause == CancelCause.Receipt)
            deferral.CancelPending("cancelled by its receipt");
        return true;
    }

    /// <summary>Makes the deferral's running code known to <see cref="CancelRunning"/>. A cancellation that came before is applied at once.</summary>
    public static void Attach(this Deferral deferral, IDeferralRun run)
    {
        CancelCause cause;
        lock (deferral.Account.Ledger.Guard)
        {
            var details = deferral.Details_NeedsLock();
            details.Run = run;
            cause = details.Cause;
        }

        if (cause != CancelCause.None)
            run.Cancel(cause);
    }
}
