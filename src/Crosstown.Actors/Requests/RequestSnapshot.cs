using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Crosstown.Actors;

/// <summary>Values copied from a request and its response when the response was over. Holds nothing of the server's, so it may be kept.</summary>
public sealed class RequestSnapshot
{
    /// <summary>What few requests have: null, the user's name, or that and the items. Every request with traffic makes one of these.</summary>
    private object? _rest;
    private ResponseSnapshot _response = null!;

    /// <summary>An empty one, whose required members the caller sets.</summary>
    public RequestSnapshot()
    {
    }

    /// <summary>Of a request that is still open: nobody else sees it before <see cref="Complete"/>.</summary>
    [SetsRequiredMembers]
    internal RequestSnapshot(string method, string path, string? route, string traceIdentifier, DateTimeOffset startedAt)
    {
        Method = method;
        Path = path;
        Route = route;
        TraceIdentifier = traceIdentifier;
        StartedAt = startedAt;
        // Set by Complete.
        Response = null!;
    }

    [SetsRequiredMembers]
    private RequestSnapshot(RequestSnapshot request)
        : this(request.Method, request.Path, request.Route, request.TraceIdentifier, request.StartedAt)
    {
        _rest = request._rest;
    }

    /// <summary>The request's method, such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Path base and path, unescaped, without the query string.</summary>
    public required string Path { get; init; }

    /// <summary>The route pattern of the endpoint that deferred, or null when there was none.</summary>
    public string? Route { get; init; }

    /// <summary>The server's identifier for the request.</summary>
    public required string TraceIdentifier { get; init; }

    /// <summary>The name of the request's user, or null for an anonymous one.</summary>
    public string? UserName
    {
        get => _rest is Rest rest ? rest.UserName : _rest as string;
        init => SetRest(value, Items);
    }

    /// <summary>When the request reached Crosstown's middleware.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the application's snapshot hook added. Empty by default.</summary>
    public IReadOnlyDictionary<string, object?> Items
    {
        get => _rest is Rest rest ? rest.Items : ReadOnlyDictionary<string, object?>.Empty;
        init => SetRest(UserName, value);
    }

    /// <summary>The final response.</summary>
    public required ResponseSnapshot Response
    {
        get => _response;
        init => _response = value;
    }

    /// <summary>The handler has returned.</summary>
    internal void Returned(string? userName, IReadOnlyDictionary<string, object?> items) => SetRest(userName, items);

    /// <summary>The response is over: from here on this is what everybody sees.</summary>
    internal RequestSnapshot Complete(ResponseSnapshot response)
    {
        _response = response;
        return this;
    }

    /// <summary>A copy with that response, for a release before the response is over.</summary>
    internal RequestSnapshot With(ResponseSnapshot response) => new(this) { Response = response };

    private void SetRest(string? userName, IReadOnlyDictionary<string, object?> items) =>
        _rest = ReferenceEquals(items, ReadOnlyDictionary<string, object?>.Empty) ? userName : new Rest(userName, items);

    private sealed record Rest(string? UserName, IReadOnlyDictionary<string, object?> Items);
}
