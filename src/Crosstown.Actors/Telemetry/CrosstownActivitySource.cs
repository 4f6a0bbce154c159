using System.Diagnostics;

namespace Crosstown.Actors.Telemetry;

/// <summary>The spans of deferrals: source <c>Crosstown</c>, one span from start to end of each deferral on a routee or a lane.</summary>
internal static class CrosstownActivitySource
{
    public const string Name = "Crosstown";
    private static readonly ActivitySource Source = new(Name);

    /// <summary>Null, at no cost, when there is no listener.</summary>
    public static Activity? Start(Deferral deferral, TraceMode mode)
    {
        if (!Source.HasListeners())
            return null;
        var request = deferral.Caller?.Activity?.Context ?? default;
        var name = $"deferral {deferral.Kind}";
        var activity = mode == TraceMode.Link
            ? Source.StartActivity(ActivityKind.Consumer, default, links: request == default ? null : [new ActivityLink(request)], name: name)
            : Source.StartActivity(name, ActivityKind.Consumer, request);
        activity?.SetTag(TagNames.DeferralId, deferral.Id.ToString());
        activity?.SetTag(TagNames.DeferralKind, deferral.Kind);
        activity?.SetTag(TagNames.Pool, deferral.Pool);
        if (deferral.Endpoint is { } endpoint)
            activity?.SetTag(TagNames.Endpoint, endpoint);
        if (deferral.DeferredAt is { File: { } file, Line: var line })
            activity?.SetTag(TagNames.CodeFile, file).SetTag(TagNames.CodeLine, line);
        if (deferral.Level is { } level)
            activity?.SetTag(TagNames.WireLevel, level.ToTag());
        return activity;
    }

    public static void End(Activity activity, Deferral deferral)
    {
        if (deferral.Fate is { } fate)
            activity.SetTag(TagNames.Fate, fate.ToTag());
        if (deferral.Fate is Fate.Failed)
        {
            activity.SetStatus(ActivityStatusCode.Error, deferral.Reason);
            if (deferral.Exception is { } exception)
                activity.AddException(exception);
        }

        activity.Dispose();
    }
}
