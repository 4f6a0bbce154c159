namespace Crosstown.Web.Wire;

/// <summary>A feature of a request whose connection can tell how far the response has got on the wire.</summary>
internal interface IResponseProgressFeature
{
    /// <summary>The highest level that this connection can prove.</summary>
    WireLevel Level { get; }

    /// <summary>
    /// The peer has ended its side of the connection, or the whole connection is over. True before the server aborts a request, or throws, for that reason.
    /// </summary>
    bool HasInputEnded { get; }

    /// <summary>Looks for the end of the request's response in the bytes that the server writes from here on. Called at the request's first deferral, on any thread.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="isHead">Whether the client has sent HEAD, whatever the request's method is by now.</param>
    void Follow(HttpContext context, bool isHead);

    /// <summary>
    /// Tells how far the response gets. Called once, inside <c>OnCompleted</c> on the server's loop. Calls the observer exactly once, possibly on another thread and never with a lock held.
    /// </summary>
    void Track(HttpContext context, IWireObserver observer);
}
