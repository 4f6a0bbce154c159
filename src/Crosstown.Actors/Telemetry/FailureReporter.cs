using Akka.Event;

namespace Crosstown.Actors.Telemetry;

/// <summary>Logs each failed deferral once and publishes it on the actor system's EventStream.</summary>
internal sealed class FailureReporter(CrosstownLogger log)
{
    private volatile EventStream? _events;

    public void PublishTo(EventStream events) => _events = events;

    public void Report(Deferral deferral)
    {
        // Not logged for work that ran on its caller's thread without a request: the caller gets the exception.
        if (deferral.Ordinal > 0 || !deferral.Account.IsWithoutRequest)
            Log.DeferralFailed(log, deferral.Id, Describe(deferral), deferral.Pool, deferral.Reason, deferral.Request?.TraceIdentifier, deferral.Exception);
        try
        {
            _events?.Publish(new DeferralFailed(deferral.Id, deferral.Kind, deferral.Pool, deferral.Reason, deferral.Exception, deferral.Request));
        }
        catch (Exception e)
        {
            // A subscriber's ref may throw on this thread, as traffic.AsActorRef() does when it refuses. The deferral gives its slot back all the same.
            Log.FailureNotPublished(log, deferral.Id, e);
        }
    }

    /// <summary>The work in words, with file and line of a decorated method or handler.</summary>
    private static string Describe(Deferral deferral) => deferral.Plan.DeclaredAt is { } declaredAt ? $"{deferral.Kind} ({declaredAt})" : deferral.Kind;
}
