namespace Crosstown.Web.Endpoints;

/// <summary>When a request's traffic is released.</summary>
public enum TrafficRelease
{
    /// <summary>When the response is over. The default.</summary>
    ResponseEnded,

    /// <summary>When the response's head has been handed to the server, 101 included. What is deferred after that starts at once. The verdict is the head's: what becomes of the body does not count.</summary>
    ResponseStarted,
}
