namespace Crosstown.Web.Wire;

/// <summary>Told where HTTP/2 streams end.</summary>
internal interface IStreamEnds
{
    /// <summary>The server has written something. It writes HTTP/2's first frame only after its peer's preface.</summary>
    bool IsAnswered { get; }

    /// <summary>The frame that ends the server's side of the stream ends at this position of its output.</summary>
    void OnStreamEnded(int streamId, long position);

    /// <summary>The peer has sent the last of the stream's data. Before the server can act on it.</summary>
    void OnStreamLeft(int streamId);

    /// <summary>One side has reset the stream: unless its end was written before, it never will be.</summary>
    void OnStreamReset(int streamId, bool byServer);
}
