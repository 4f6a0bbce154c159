namespace Crosstown.Web.Tests.Wire.Outcomes;

/// <summary>One request, on either protocol.</summary>
internal interface IOutcomeClient : IAsyncDisposable
{
    Task SendAsync(string target, string method = "GET", byte[]? body = null, long? contentLength = null);

    /// <summary>The status, once there is a head; null when the connection or the stream ended without one.</summary>
    Task<int?> HeadAsync();

    /// <summary>Reads a whole body of so many bytes.</summary>
    Task BodyAsync(int length);

    /// <summary>
    /// Returns when the server has come to the completion of the response read before: on HTTP/1.1 it answers the connection's next request only then.
    /// An end that comes earlier is told as an abort (outcomes.md, "Aborted at the last moment"). HTTP/2 needs no wait.
    /// </summary>
    Task UntilCompletedAsync();

    /// <summary>Asks for a WebSocket, and answers the server's close; on HTTP/1.1 only.</summary>
    Task<int?> WebSocketAsync(string target);

    /// <summary>Opens the connection's flow-control window; on HTTP/1.1 there is none.</summary>
    Task OpenWindowAsync();

    /// <summary>Ends the request's body short of its Content-Length.</summary>
    Task CutBodyAsync();

    /// <summary>Closes the connection in an orderly way.</summary>
    void Close();

    /// <summary>Closes the client's half.</summary>
    void CloseHalf();

    /// <summary>Resets the connection.</summary>
    void Reset();

    /// <summary>Resets the stream; on HTTP/1.1 there is none.</summary>
    Task ResetStreamAsync();
}
