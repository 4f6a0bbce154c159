using System.Diagnostics;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>The ends of attempts.</summary>
internal static class Retries
{
    /// <summary>Gives the deferral its fate, if it has none, or hands it to its gate for another attempt.</summary>
    /// <param name="parts">The host's services for workers.</param>
    /// <param name="deferral">The deferral, whose code has returned.</param>
    /// <param name="exception">The code's; null if it succeeded.</param>
    /// <param name="cause">Why its token was cancelled.</param>
    /// <param name="mayRetry">False if the code was cancelled or given up.</param>
    public static void EndAttempt(this WorkerParts parts, Deferral deferral, Exception? exception, CancelCause cause, bool mayRetry)
    {
        switch (exception)
        {
            case null:
                if (deferral.Plan.Waits?.Retry is { PausesPool: true })
                    parts.GateOf(deferral).Succeeded();
                deferral.TryEnd(Fate.Ran);
                break;
            case OperationCanceledException when cause is CancelCause.Receipt:
                deferral.TryEnd(Fate.Cancelled, "cancelled by its receipt while it ran");
                break;
            case OperationCanceledException when cause is CancelCause.Drain:
                deferral.TryEnd(Fate.Abandoned, "the drain's deadline passed");
                break;
            default:
                if (!mayRetry || !parts.TryRetry(deferral, exception))
                    deferral.TryEnd(Fate.Failed, exception: exception);
                break;
        }
    }

    /// <summary>Hands the deferral, when it has left its routee, to its gate for another attempt. False if this attempt was its last.</summary>
    private static bool TryRetry(this WorkerParts parts, Deferral deferral, Exception exception)
    {
        if (deferral.Plan.Waits?.Retry is not { } retry)
            return false;
        var gate = parts.GateOf(deferral);
        var asked = exception as RetryAfterException;
        var isFree = asked is not null && retry.PausesPool && gate.MayPause && gate.Pause(asked.Delay);
        if ((!isFree && deferral.Attempts >= retry.Attempts) || !retry.Takes(exception))
            return false;
        var attempt = deferral.Attempts;
        var wait = asked?.Delay ?? retry.WaitAfter(attempt);
        if (!deferral.TryRetry(exception, wait, isFree, gate.Actor))
            return false;
        if (Activity.Current is { Source.Name: CrosstownActivitySource.Name } activity)
            CrosstownActivitySource.Retried(activity, deferral, exception, wait);
        parts.Metrics.Retried(deferral);
        Log.DeferralRetried(parts.Log, attempt, deferral.Id, deferral.Kind, deferral.Pool, wait, SafeMessage.Of(exception));
        return true;
    }
}
