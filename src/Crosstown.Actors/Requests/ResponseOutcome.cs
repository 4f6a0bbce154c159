namespace Crosstown.Actors;

/// <summary>What became of a response, whatever its status code says.</summary>
public enum ResponseOutcome
{
    /// <summary>The whole response was handed to the server and nothing contradicts its delivery.</summary>
    Completed,

    /// <summary>It had started and then an exception cut it short, or its length is not its Content-Length.</summary>
    Truncated,

    /// <summary>The client went away first.</summary>
    AbortedByClient,

    /// <summary>The application or the server aborted the request.</summary>
    AbortedByServer,
}
