namespace Crosstown.Web.Wire.Http2;

/// <summary>Is notified where the HTTP/2 streams of a connection end.</summary>
internal interface IStreamEnds
{
    /// <summary>Whether the server has written anything yet. On HTTP/2 it writes its first frame only after the peer's preface.</summary>
    bool HasWritten { get; }

    /// <summary>The frame that ends the server's side of the stream ends at <paramref name="position"/> of the server's output.</summary>
    void OnStreamEnded(int streamId, long position);

    /// <summary>The peer has sent the last of the stream's data. Called before the server can act on that.</summary>
    void OnStreamHalfClosed(int streamId);

    /// <summary>One side has reset the stream. The stream's end will not be written any more, if it was not before.</summary>
    void OnStreamReset(int streamId, bool byServer);
}
