using System.Collections.ObjectModel;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Routing;

namespace Crosstown.Web.Completion;

/// <summary>Copies what outlives the request: values, never the server's objects.</summary>
internal static partial class RequestCopy
{
    /// <summary>At the first deferral: an error page that is executed later runs under another path and another route.</summary>
    public static RequestSnapshot Begin(HttpContext context, Endpoint? endpoint, DateTimeOffset startedAt)
    {
        var request = context.Features.Find<IHttpRequestFeature>() ?? throw new InvalidOperationException("The server gives no IHttpRequestFeature.");
        return new(
            request.Method,
            new PathString(request.PathBase).Add(new PathString(request.Path)).Value ?? "",
            (endpoint as RouteEndpoint)?.RoutePattern.RawText,
            // The context makes one up where the server has none.
            context.Features.Find<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? context.TraceIdentifier,
            startedAt);
    }

    /// <summary>Takes what is known only when the handler has returned. Once.</summary>
    public static void TakeRest(RequestSnapshot request, HttpContext context, TrafficHost host)
    {
        request.Returned(UserName(request, context, host), RunHook(request, context, host));
    }

    private static string? UserName(RequestSnapshot request, HttpContext context, TrafficHost host)
    {
        // Not HttpContext.User: that makes an anonymous user where there is none.
        if (context.Features.Find<IHttpAuthenticationFeature>()?.User?.Identity is not { } identity)
            return null;
        try
        {
            return identity.Name;
        }
        catch (Exception exception)
        {
            // The application's own identity, or one that is disposed of by now (Windows).
            Log.UserNameFailed(host.Logger, exception, request.TraceIdentifier);
            return null;
        }
    }

    private static ReadOnlyDictionary<string, object?> RunHook(RequestSnapshot request, HttpContext context, TrafficHost host)
    {
        if (host.Snapshot is not { } hook)
            return ReadOnlyDictionary<string, object?>.Empty;
        var items = new Dictionary<string, object?>();
        try
        {
            hook(context, items);
        }
        catch (Exception exception)
        {
            Log.SnapshotHookFailed(host.Logger, exception, request.TraceIdentifier);
            items.Clear();
        }

        return new(items);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotHookFailed, LogLevel.Error, "CrosstownOptions.Snapshot threw for request {TraceIdentifier}; its snapshot is without items.")]
        public static partial void SnapshotHookFailed(ILogger logger, Exception exception, string traceIdentifier);

        [LoggerMessage(EventIds.UserNameFailed, LogLevel.Error, "The identity of request {TraceIdentifier} threw when it was asked for its name; its snapshot is without a user name.")]
        public static partial void UserNameFailed(ILogger logger, Exception exception, string traceIdentifier);
    }
}
