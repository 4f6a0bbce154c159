namespace Crosstown.Web;

/// <summary>The moment at which a request's traffic is released.</summary>
public enum TrafficRelease
{
    /// <summary>When the response is over. The default.</summary>
    ResponseEnded,

    /// <summary>
    /// When the response's head has been handed to the server, 101 included. Later deferrals of the request start at once. The verdict depends on the head's status alone, not on what
    /// happens to the body.
    /// </summary>
    ResponseStarted,
}
