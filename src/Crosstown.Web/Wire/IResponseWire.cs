namespace Crosstown.Web.Wire;

/// <summary>A feature of a request whose connection can tell how far the response has got on the wire.</summary>
internal interface IResponseWire
{
    /// <summary>The level that it can prove.</summary>
    WireLevel Level { get; }

    /// <summary>Nothing more comes from the peer, or the connection is over. Known before whatever the server does or throws because of it.</summary>
    bool IsLeftByPeer { get; }

    /// <summary>Called once, inside <c>OnCompleted</c> on the server's loop. Calls the observer exactly once, possibly on another thread and never with a lock held.</summary>
    void Track(HttpContext context, IWireObserver observer);
}
