using System.Diagnostics;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Telemetry;

/// <summary>The activities of deferrals: source <c>Crosstown</c>, one span from start to end of each deferral on a routee or a lane.</summary>
internal static class CrosstownActivitySource
{
    public const string Name = "Crosstown";
    private static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// Starts the deferral's activity, with the baggage of its caller's. If no listener wants a span, the activity is one that only carries trace and baggage on to outgoing calls;
    /// null, at no cost, if the caller had neither a trace nor baggage.
    /// </summary>
    public static Activity? Start(Deferral deferral, TraceMode mode)
    {
        var request = deferral.Caller?.Trace ?? default;
        var hasBaggage = deferral.Caller is { Baggage.Length: > 0 };
        if ((CreateSpan(deferral, request, mode) ?? CreateCarrier(request, hasBaggage, mode)) is not { } activity)
            return null;
        for (var i = (deferral.Caller?.Baggage.Length ?? 0) - 1; i >= 0; i--)
            activity.AddBaggage(deferral.Caller!.Baggage[i].Key, deferral.Caller.Baggage[i].Value);
        if (activity.IsAllDataRequested)
        {
            activity.SetTag(TagNames.DeferralId, deferral.Id.ToString());
            activity.SetTag(TagNames.DeferralKind, deferral.Kind);
            activity.SetTag(TagNames.Pool, deferral.Pool);
            if (deferral.Endpoint is { } endpoint)
                activity.SetTag(TagNames.Endpoint, endpoint);
            if (deferral.DeferredAt is { File: { } file, Line: var line })
                activity.SetTag(TagNames.CodeFile, file).SetTag(TagNames.CodeLine, line);
            if (deferral.Attempts > 1)
                activity.SetTag(TagNames.Attempt, deferral.Attempts);
            if (deferral.Level is { } level)
                activity.SetTag(TagNames.WireLevel, level.ToTag());
        }

        return activity.Start();
    }

    public static void End(Activity activity, Deferral deferral)
    {
        if (activity.IsAllDataRequested && deferral.Fate is { } fate)
        {
            activity.SetTag(TagNames.Fate, fate.ToTag());
            if (fate is Fate.Failed)
            {
                activity.SetStatus(ActivityStatusCode.Error, deferral.Reason);
                if (deferral.Exception is { } exception)
                    activity.AddException(exception);
            }
        }

        activity.Dispose();
    }

    /// <summary>Notes on the span of a failed attempt that another one follows.</summary>
    public static void Retried(Activity activity, Deferral deferral, Exception exception, TimeSpan wait)
    {
        if (!activity.IsAllDataRequested)
            return;
        activity.SetStatus(ActivityStatusCode.Error, SafeMessage.Of(exception));
        activity.AddException(exception);
        activity.AddEvent(new ActivityEvent("crosstown.retry", tags: new() { [TagNames.RetryWait] = wait.TotalSeconds }));
    }

    private static Activity? CreateSpan(Deferral deferral, ActivityContext request, TraceMode mode)
    {
        if (!Source.HasListeners())
            return null;
        // The context of an activity with a hierarchical id has flags, but no trace.
        if (request.TraceId == default)
            request = default;
        var name = $"deferral {deferral.Kind}";
        return mode == TraceMode.Link
            ? Source.CreateActivity(name, ActivityKind.Consumer, default(ActivityContext), links: request == default ? null : [new ActivityLink(request)])
            : Source.CreateActivity(name, ActivityKind.Consumer, request);
    }

    private static Activity? CreateCarrier(ActivityContext request, bool hasBaggage, TraceMode mode)
    {
        if (request == default && !hasBaggage)
            return null;
        var carrier = new Activity("deferral") { IsAllDataRequested = false };
        if (mode == TraceMode.Parent && request.TraceId != default)
        {
            carrier.SetParentId(request.TraceId, request.SpanId);
            carrier.TraceStateString = request.TraceState;
        }

        // Outgoing calls are sampled as the request is.
        carrier.ActivityTraceFlags = request.TraceFlags;
        return carrier;
    }
}
