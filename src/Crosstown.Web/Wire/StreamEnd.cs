namespace Crosstown.Web.Wire;

/// <summary>What is known of the end of an HTTP/2 stream's response.</summary>
internal enum StreamEnd : byte
{
    None,
    Ended,
    ResetByPeer,
    ResetByServer,

    /// <summary>By the server, once its peer had sent the last of its data: of a tunnel (RFC 8441, 5) that is how a peer leaves.</summary>
    ResetOnceLeft,

    /// <summary>So long past that it is no longer known which.</summary>
    Forgotten,
}
