namespace Crosstown.Actors;

/// <summary>Values copied from a request and its response when the response was over. Holds nothing of the server's, so it may be kept.</summary>
public sealed class RequestSnapshot
{
    /// <summary>The request's method, such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Path base and path, unescaped, without the query string.</summary>
    public required string Path { get; init; }

    /// <summary>The route pattern of the endpoint that deferred, or null when there was none.</summary>
    public string? Route { get; init; }

    /// <summary>The server's identifier for the request.</summary>
    public required string TraceIdentifier { get; init; }

    /// <summary>The name of the request's user, or null for an anonymous one.</summary>
    public string? UserName { get; init; }

    /// <summary>When the request reached Crosstown's middleware.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the application's snapshot hook added. Empty by default.</summary>
    public IReadOnlyDictionary<string, object?> Items { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>The final response.</summary>
    public required ResponseSnapshot Response { get; init; }
}
