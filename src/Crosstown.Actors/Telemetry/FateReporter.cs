using Akka.Event;

namespace Crosstown.Actors.Telemetry;

/// <summary>Counts each deferral that ends; logs each failed one once and publishes it on the actor system's EventStream; logs each no-go at level Debug; hands failures and what was abandoned to the failure handlers.</summary>
internal sealed class FateReporter(CrosstownLogger log, CrosstownMetrics metrics)
{
    private volatile EventStream? _events;

    /// <summary>Null without failure handlers.</summary>
    private volatile Action<Deferral>? _failures;

    public void PublishTo(EventStream events) => _events = events;

    /// <summary>Each deferral that fails or is abandoned is given to <paramref name="failures"/>, while it still has its message.</summary>
    public void HandTo(Action<Deferral> failures) => _failures = failures;

    /// <summary>Called once for each deferral, when it has got its fate.</summary>
    public void Report(Deferral deferral)
    {
        var fate = deferral.Fate!.Value;
        metrics.Ended(deferral, fate);
        if (fate is Fate.Failed)
            ReportFailure(deferral);
        if (fate is Fate.Failed or Fate.Abandoned)
            _failures?.Invoke(deferral);
        else if (fate is Fate.NoGo or Fate.Aborted && log.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Debug))
            Log.DeferralStopped(log, deferral.Id, deferral.Kind, EndpointOf(deferral), deferral.Reason, deferral.DeferredAt.File, deferral.DeferredAt.Line);
    }

    private void ReportFailure(Deferral deferral)
    {
        var site = deferral.DeferredAt;
        // Not logged for work that ran on its caller's thread without a request: the caller gets the exception.
        if (deferral.Ordinal > 0 || !deferral.Account.IsWithoutRequest)
        {
            Log.DeferralFailed(
                log, deferral.Id, Describe(deferral), EndpointOf(deferral), deferral.Pool, Reason(deferral), site.File, site.Line, deferral.Account.Request?.TraceIdentifier, deferral.Exception);
        }

        try
        {
            _events?.Publish(new DeferralFailed(deferral.Id, deferral.Kind, deferral.Pool, deferral.Reason, deferral.Exception, deferral.Request, deferral.Endpoint, site.File, site.Line));
        }
        catch (Exception e)
        {
            // A subscriber's ref may throw on this thread, as traffic.AsActorRef() does when it refuses. The deferral gives its slot back all the same.
            Log.FailureNotPublished(log, deferral.Id, e);
        }
    }

    /// <summary>The work in words, with file and line of the attribute of a decorated method, delegate or handler.</summary>
    private static string Describe(Deferral deferral) => deferral.Plan.DeclaredAt is { } declaredAt ? $"{deferral.Kind} ({declaredAt})" : deferral.Kind;

    private static string? Reason(Deferral deferral) => deferral.Attempts > 1 ? $"{deferral.Reason} (attempt {deferral.Attempts}, the last)" : deferral.Reason;

    private static string EndpointOf(Deferral deferral) => deferral.Endpoint ?? "no request";
}
