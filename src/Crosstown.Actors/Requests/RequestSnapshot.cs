using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Crosstown.Actors;

/// <summary>Values copied from a request and its response when the response was over. Holds no object of the server, so it may be kept after the request.</summary>
public sealed class RequestSnapshot
{
    /// <summary>One field for two values that few requests have, because every request with traffic makes a snapshot: null, the user's name, or a <see cref="UserNameAndItems"/>.</summary>
    private object? _userNameAndItems;
    private ResponseSnapshot _response = null!;

    /// <summary>Creates a snapshot from its initializer, for tests of handlers.</summary>
    public RequestSnapshot()
    {
    }

    /// <summary>For a request that is still open. No other thread sees the snapshot before <see cref="Complete"/>.</summary>
    [SetsRequiredMembers]
    internal RequestSnapshot(string method, string path, string? route, string traceIdentifier, DateTimeOffset startedAt, string? traceId = null)
    {
        Method = method;
        Path = path;
        Route = route;
        TraceIdentifier = traceIdentifier;
        TraceId = traceId;
        StartedAt = startedAt;
        // Set by Complete.
        Response = null!;
    }

    [SetsRequiredMembers]
    private RequestSnapshot(RequestSnapshot request)
        : this(request.Method, request.Path, request.Route, request.TraceIdentifier, request.StartedAt, request.TraceId)
    {
        _userNameAndItems = request._userNameAndItems;
    }

    /// <summary>The request's method, such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Path base and path, unescaped, without the query string.</summary>
    public required string Path { get; init; }

    /// <summary>The route pattern of the endpoint that deferred, or null when there was none.</summary>
    public string? Route { get; init; }

    /// <summary>The server's identifier for the request, such as <c>0HN7:00000002</c>. The distributed trace is <see cref="TraceId"/>.</summary>
    public required string TraceIdentifier { get; init; }

    /// <summary>The id of the W3C trace that the request belongs to, 32 hexadecimal digits; null where nothing traces or logs, so that ASP.NET Core starts no activity.</summary>
    public string? TraceId { get; init; }

    /// <summary>The name of the request's user, or null for an anonymous one.</summary>
    public string? UserName
    {
        get => _userNameAndItems is UserNameAndItems both ? both.UserName : _userNameAndItems as string;
        init => SetUserNameAndItems(value, Items);
    }

    /// <summary>When the request reached Crosstown's middleware.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Values added by the application's snapshot hook. Empty by default.</summary>
    public IReadOnlyDictionary<string, object?> Items
    {
        get => _userNameAndItems is UserNameAndItems both ? both.Items : ReadOnlyDictionary<string, object?>.Empty;
        init => SetUserNameAndItems(UserName, value);
    }

    /// <summary>The final response.</summary>
    public required ResponseSnapshot Response
    {
        get => _response;
        init => _response = value;
    }

    /// <summary>Whether the request is over, or its traffic was released at the response's start.</summary>
    internal bool HasResponse => _response is not null;

    /// <summary>Method and route, such as <c>POST /campaigns</c>; the path where there is no route.</summary>
    internal string Endpoint => $"{Method} /{(Route ?? Path).TrimStart('/')}";

    /// <summary>Called when the handler has returned.</summary>
    internal void Returned(string? userName, IReadOnlyDictionary<string, object?> items) => SetUserNameAndItems(userName, items);

    /// <summary>Called when the response is over. The snapshot does not change after this and may be shared.</summary>
    internal RequestSnapshot Complete(ResponseSnapshot response)
    {
        _response = response;
        return this;
    }

    /// <summary>A copy with this response, for a release before the response is over.</summary>
    internal RequestSnapshot With(ResponseSnapshot response) => new(this) { Response = response };

    private void SetUserNameAndItems(string? userName, IReadOnlyDictionary<string, object?> items) =>
        _userNameAndItems = ReferenceEquals(items, ReadOnlyDictionary<string, object?>.Empty) ? userName : new UserNameAndItems(userName, items);

    private sealed record UserNameAndItems(string? UserName, IReadOnlyDictionary<string, object?> Items);
}
