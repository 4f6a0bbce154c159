namespace Crosstown.Actors;

/// <summary>How a response ended, independent of its status code.</summary>
public enum ResponseOutcome
{
    /// <summary>The whole response was handed to the server and nothing contradicts its delivery.</summary>
    Completed,

    /// <summary>An exception or the application's own abort cut the response short after it had started, or its length differs from its Content-Length.</summary>
    Truncated,

    /// <summary>The client closed the connection or reset the stream before the response was complete.</summary>
    AbortedByClient,

    /// <summary>The server aborted the request (data rate, shutdown), or the application did before the response had started.</summary>
    AbortedByServer,
}
