namespace Crosstown.Web.Wire.Http2;

/// <summary>Reads of the server's output only the bytes that tell the protocol, and on HTTP/2 the frame headers that tell where each stream ends.</summary>
internal sealed class OutgoingScan(IStreamEnds ends)
{
    private const int MaxSettings = 512;

    /// <summary>How many bytes of "HTTP/" have been read.</summary>
    private int _matched;
    private FrameScanner _frames;

    /// <summary>The stream whose HEADERS frame had END_STREAM and is continued: it ends with its last CONTINUATION frame.</summary>
    private int _continuedStream;

    public OutgoingProtocol Protocol { get; private set; }

    public bool IsScanning => Protocol is OutgoingProtocol.Unknown or OutgoingProtocol.Http2;

    /// <param name="bytes">The next bytes.</param>
    /// <param name="position">The number of bytes before them.</param>
    public void Scan(ReadOnlySpan<byte> bytes, long position)
    {
        if (Protocol == OutgoingProtocol.Unknown && !DetectProtocol(bytes))
            return;
        while (_frames.Next(ref bytes, ref position))
            OnFrame(position);
    }

    /// <summary>The bytes cannot be read.</summary>
    public void GiveUp() => Protocol = IsScanning ? OutgoingProtocol.Opaque : Protocol;

    /// <returns>True if the bytes are HTTP/2 frames, which are scanned from here on.</returns>
    private bool DetectProtocol(ReadOnlySpan<byte> bytes)
    {
        // "HTTP/" may come in pieces, each of which continues the last. The first byte alone tells a frame from it.
        var expected = "HTTP/"u8[_matched..];
        var length = Math.Min(bytes.Length, expected.Length);
        if (bytes.Length == 0)
            return false;
        if (bytes[..length].SequenceEqual(expected[..length]))
        {
            _matched += length;
            if (_matched == 5)
                Protocol = OutgoingProtocol.Http1;
            return false;
        }
        // The first frame that a server may send is SETTINGS. With one byte only, check that the length is under 64 KB; with the header, that it is under 512 and the type is SETTINGS.
        var settings = _matched == 0 && bytes[0] == 0 && (bytes.Length < 4 || (bytes[1] << 8 | bytes[2]) < MaxSettings && bytes[3] == FrameScanner.Settings);
        Protocol = settings ? OutgoingProtocol.Http2 : OutgoingProtocol.Opaque;
        return settings;
    }

    private void OnFrame(long end)
    {
        switch (_frames.Type)
        {
            case FrameScanner.Headers when (_frames.Flags & FrameScanner.EndStream) != 0 && (_frames.Flags & FrameScanner.EndHeaders) == 0:
                _continuedStream = _frames.StreamId;
                break;
            case FrameScanner.Data or FrameScanner.Headers when (_frames.Flags & FrameScanner.EndStream) != 0:
                ends.OnStreamEnded(_frames.StreamId, end);
                break;
            case FrameScanner.ResetStream:
                ends.OnStreamReset(_frames.StreamId, byServer: true);
                break;
            case FrameScanner.Continuation when _continuedStream == _frames.StreamId && (_frames.Flags & FrameScanner.EndHeaders) != 0:
                _continuedStream = 0;
                ends.OnStreamEnded(_frames.StreamId, end);
                break;
            default:
                break;
        }
    }
}
