namespace Crosstown.Web.Wire;

/// <summary>What is known of the end of an HTTP/2 stream's response.</summary>
internal enum StreamEnd : byte
{
    None,
    Ended,
    ResetByPeer,
    ResetByServer,

    /// <summary>So long past that it is no longer known which.</summary>
    Forgotten,
}
