namespace Crosstown.Web.Wire;

/// <summary>Who ended a connection, or a stream, before its response had left at the level waited for.</summary>
internal enum WireLoss : byte
{
    /// <summary>Nobody: the response has left, or the wait for its acknowledgement was given up.</summary>
    None,

    /// <summary>The peer, or the network.</summary>
    ByPeer,

    /// <summary>The server: its limits, its shutdown, or the application.</summary>
    ByServer,
}
