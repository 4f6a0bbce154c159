namespace Crosstown.Web.Wire.Http2;

/// <summary>The protocol that a server speaks on a connection, by its first bytes.</summary>
internal enum OutgoingProtocol
{
    /// <summary>The server has not written enough to tell.</summary>
    Unknown,

    /// <summary>The first bytes are a status line. Responses follow each other.</summary>
    Http1,

    /// <summary>The first bytes are a SETTINGS frame. A response ends with its stream.</summary>
    Http2,

    /// <summary>The first bytes are something else: a layer lies between HTTP and this output, so that positions in this output tell nothing about responses.</summary>
    Opaque,
}
