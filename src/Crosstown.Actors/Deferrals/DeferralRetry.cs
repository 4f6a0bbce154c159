using Akka.Actor;

namespace Crosstown.Actors.Deferrals;

/// <summary>The attempts of deferrals, between their run and their gate.</summary>
internal static class DeferralRetry
{
    /// <summary>Moves a running deferral back to pending, after a failed attempt that is not the last. The gate is told when it has left its routee. False when it has ended or is cancelled.</summary>
    /// <param name="deferral">The deferral.</param>
    /// <param name="exception">The attempt's.</param>
    /// <param name="wait">The wait before the next attempt.</param>
    /// <param name="isFree">Whether the attempt does not count.</param>
    /// <param name="gate">The gate of its pool or lane.</param>
    public static bool TryRetry(this Deferral deferral, Exception exception, TimeSpan wait, bool isFree, IActorRef gate)
    {
        lock (deferral.Account.Ledger.Guard)
        {
            var details = deferral.Details_NeedsLock();
            if (details.Cause != CancelCause.None || !deferral.GoBackToPending_NeedsLock())
                return false;
            details.Run = null;
            details.RetryAfter = wait;
            details.LastException = exception;
            details.Gate = gate;
            if (isFree)
                details.Attempts--;
            else
                (details.EarlierExceptions ??= []).Add(exception);
            return true;
        }
    }

    /// <summary>The wait before the next attempt; null if there is none to come. Once per failed attempt.</summary>
    public static TimeSpan? TakeRetry(this Deferral deferral)
    {
        lock (deferral.Account.Ledger.Guard)
        {
            if (!deferral.IsPending)
                return null;
            var details = deferral.Details_NeedsLock();
            var wait = details.RetryAfter;
            details.RetryAfter = null;
            return wait;
        }
    }

    /// <summary>Whether the attempt that has just ended failed; null if it neither failed nor ran, or if the other side has only asked for a wait.</summary>
    public static bool? LastAttemptFailed(this Deferral deferral)
    {
        lock (deferral.Account.Ledger.Guard)
        {
            var details = deferral.Details_NeedsLock();
            return deferral.Fate switch
            {
                Fate.Ran => false,
                Fate.Failed => details is { HadStarted: true, Exception: not RetryAfterException } ? true : null,
                null => details is { RetryAfter: not null, LastException: not RetryAfterException } ? true : null,
                _ => null,
            };
        }
    }

    /// <summary>Has the gate told, once, when the deferral leaves its routee.</summary>
    public static void TellWhenItLeavesItsRoutee(this Deferral deferral, IActorRef gate)
    {
        lock (deferral.Account.Ledger.Guard)
            deferral.Details_NeedsLock().Gate = gate;
    }

    /// <summary>The deferral has left its routee. From here on the gate may send it to another one.</summary>
    public static void TellGate(this Deferral deferral)
    {
        IActorRef? gate;
        lock (deferral.Account.Ledger.Guard)
        {
            var details = deferral.Details_NeedsLock();
            gate = details.Gate;
            details.Gate = null;
        }

        gate?.Tell(new LeftRoutee(deferral), ActorRefs.NoSender);
    }
}
