namespace Crosstown.Web.Wire;

/// <summary>What a server's first bytes on a connection say it speaks.</summary>
internal enum OutgoingProtocol
{
    /// <summary>Nothing written yet.</summary>
    Silent,

    /// <summary>A status line: responses follow each other.</summary>
    Http1,

    /// <summary>A SETTINGS frame: responses end with their stream.</summary>
    Http2,

    /// <summary>Neither: some layer lies between HTTP and here, and positions here say nothing of responses.</summary>
    Opaque,
}
