using System.Collections.ObjectModel;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Routing;

namespace Crosstown.Web.Requests;

/// <summary>Copies the values of a request that deferred work may read. The copy holds none of the server's objects.</summary>
internal static partial class RequestSnapshotFactory
{
    /// <summary>Called at the first deferral, because an error page that is executed later has another path and another route.</summary>
    public static RequestSnapshot Begin(HttpContext context, Endpoint? endpoint, DateTimeOffset startedAt)
    {
        var request = context.Features.Find<IHttpRequestFeature>() ?? throw new InvalidOperationException("The server gives no IHttpRequestFeature.");
        return new(
            request.Method,
            new PathString(request.PathBase).Add(new PathString(request.Path)).Value ?? "",
            (endpoint as RouteEndpoint)?.RoutePattern.RawText,
            // The context generates an identifier if the server has none.
            context.Features.Find<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? context.TraceIdentifier,
            startedAt,
            // The request's own activity, because the caller may have begun another trace, or may run outside the request's flow.
            TraceIdOf(context.Features.Find<IHttpActivityFeature>()?.Activity ?? Activity.Current));
    }

    /// <summary>Adds the values that are known only when the handler has returned: the user's name and the application's items. Called once.</summary>
    public static void CaptureAtReturn(RequestSnapshot request, HttpContext context, TrafficHost host)
    {
        request.Returned(UserName(request, context, host), Enrich(request, context, host));
    }

    /// <summary>Null without an activity, and for one of another format than W3C.</summary>
    public static string? TraceIdOf(Activity? activity) => activity is { IdFormat: ActivityIdFormat.W3C } ? activity.TraceId.ToHexString() : null;

    private static string? UserName(RequestSnapshot request, HttpContext context, TrafficHost host)
    {
        // HttpContext.User would create an anonymous user if there is none.
        if (context.Features.Find<IHttpAuthenticationFeature>()?.User?.Identity is not { } identity)
            return null;
        try
        {
            return identity.Name;
        }
        catch (Exception exception)
        {
            // An identity type of the application's own may throw, and a Windows identity may be disposed by now.
            Log.UserNameFailed(host.Logger, exception, request.TraceIdentifier);
            return null;
        }
    }

    private static ReadOnlyDictionary<string, object?> Enrich(RequestSnapshot request, HttpContext context, TrafficHost host)
    {
        if (host.EnrichSnapshot is not { } enrich)
            return ReadOnlyDictionary<string, object?>.Empty;
        var items = new Dictionary<string, object?>();
        try
        {
            enrich(context, items);
        }
        catch (Exception exception)
        {
            Log.EnrichSnapshotFailed(host.Logger, exception, request.TraceIdentifier);
            items.Clear();
        }

        return new(items);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EnrichSnapshotFailed, LogLevel.Error, "CrosstownOptions.EnrichSnapshot threw for request {TraceIdentifier}; its snapshot has no items.")]
        public static partial void EnrichSnapshotFailed(ILogger logger, Exception exception, string traceIdentifier);

        [LoggerMessage(EventIds.UserNameFailed, LogLevel.Error, "The identity of request {TraceIdentifier} threw from its Name property; its snapshot has no user name.")]
        public static partial void UserNameFailed(ILogger logger, Exception exception, string traceIdentifier);
    }
}
