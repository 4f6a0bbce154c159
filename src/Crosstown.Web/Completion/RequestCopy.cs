using System.Collections.ObjectModel;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Routing;

namespace Crosstown.Web.Completion;

/// <summary>What outlives the request: values, never the server's objects.</summary>
internal sealed partial class RequestCopy(HttpContext context, DateTimeOffset startedAt)
{
    // Taken at the first deferral: an error page that is executed later runs under another path and another route.
    private readonly string _method = context.Request.Method;
    private readonly string _path = context.Request.PathBase.Add(context.Request.Path).Value ?? "";
    private readonly string? _route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
    private readonly string _traceIdentifier = context.TraceIdentifier;

    private string? _userName;
    private IReadOnlyDictionary<string, object?>? _items;

    public string TraceIdentifier => _traceIdentifier;

    /// <summary>Takes what is known only when the handler has returned. Once.</summary>
    public void TakeRest(HttpContext context, TrafficHost host)
    {
        if (_items is not null)
            return;
        // Not HttpContext.User: that makes an anonymous user where there is none.
        _userName = context.Features.Get<IHttpAuthenticationFeature>()?.User?.Identity?.Name;
        _items = RunHook(context, host);
    }

    public RequestSnapshot With(ResponseSnapshot response) => new()
    {
        Method = _method,
        Path = _path,
        Route = _route,
        TraceIdentifier = _traceIdentifier,
        UserName = _userName,
        StartedAt = startedAt,
        Items = _items ?? ReadOnlyDictionary<string, object?>.Empty,
        Response = response,
    };

    private ReadOnlyDictionary<string, object?> RunHook(HttpContext context, TrafficHost host)
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
            Log.SnapshotHookFailed(host.Logger, exception, _traceIdentifier);
            items.Clear();
        }

        return new(items);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotHookFailed, LogLevel.Error, "CrosstownOptions.Snapshot threw for request {TraceIdentifier}; its snapshot is without items.")]
        public static partial void SnapshotHookFailed(ILogger logger, Exception exception, string traceIdentifier);
    }
}
