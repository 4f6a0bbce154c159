namespace Crosstown.Web.Wire;

/// <summary>The side that ended a connection, or a stream, before its response had left at the level waited for.</summary>
internal enum WireLoss : byte
{
    /// <summary>Neither: the response has left, or its acknowledgement did not come before the deadline.</summary>
    None,

    /// <summary>The peer, or the network.</summary>
    ByPeer,

    /// <summary>The server: one of its limits, its shutdown, or the application.</summary>
    ByServer,
}
