namespace Crosstown.Web.Wire.Http2;

/// <summary>How an HTTP/2 stream has ended.</summary>
internal enum StreamEnd : byte
{
    /// <summary>It has not ended yet.</summary>
    None,

    /// <summary>The server has written its end.</summary>
    Ended,

    ResetByPeer,

    ResetByServer,

    /// <summary>The server reset it after the peer had sent its last data. The peer of a tunnel (RFC 8441, 5) leaves in this way.</summary>
    ResetAfterHalfClose,

    /// <summary>It ended so long ago that the way is no longer remembered.</summary>
    Forgotten,
}
