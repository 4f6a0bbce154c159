using System.Diagnostics;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>Decides after a failed attempt whether there is another.</summary>
internal static class Retries
{
    /// <summary>Notes a success where it matters.</summary>
    public static void NoteSuccess(this WorkerParts parts, Deferral deferral)
    {
        if (deferral.Plan.Waits?.Retry is { PausesPool: true })
            parts.GateOf(deferral).Succeeded();
    }

    /// <summary>Hands the deferral, when it has left its routee, to its gate for another attempt. False if this attempt was its last.</summary>
    public static bool TryRetry(this WorkerParts parts, Deferral deferral, Exception exception)
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
