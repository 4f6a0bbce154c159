namespace Crosstown.Web.Wire;

/// <summary>Reads only as much of what the server writes as it takes to tell the protocol, and on HTTP/2 where each stream ends.</summary>
internal sealed class OutgoingScan(IStreamEnds ends)
{
    private const int MaxSettings = 512;
    private int _begun;
    private FrameScanner _frames;
    private int _endsWithHeaders;

    public OutgoingProtocol Protocol { get; private set; }

    public bool IsOn => Protocol is OutgoingProtocol.Silent or OutgoingProtocol.Http2;

    /// <param name="bytes">The next bytes.</param>
    /// <param name="position">How many came before them.</param>
    public void Scan(ReadOnlySpan<byte> bytes, long position)
    {
        if (Protocol == OutgoingProtocol.Silent && !Begin(bytes))
            return;
        while (_frames.Next(ref bytes, ref position))
            OnFrame(position);
    }

    /// <returns>True when these are frames, to be scanned from here on.</returns>
    private bool Begin(ReadOnlySpan<byte> bytes)
    {
        // "HTTP/" may come in pieces; each piece must go on where the last ended. Frames are told by their first byte.
        var expected = "HTTP/"u8[_begun..];
        var length = Math.Min(bytes.Length, expected.Length);
        if (bytes.Length == 0)
            return false;
        if (bytes[..length].SequenceEqual(expected[..length]))
        {
            _begun += length;
            if (_begun == 5)
                Protocol = OutgoingProtocol.Http1;
            return false;
        }
        // A length of under 64 KB, then under 512 when the whole header is here: SETTINGS are the first a server may send.
        var settings = _begun == 0 && bytes[0] == 0 && (bytes.Length < 4 || (bytes[1] << 8 | bytes[2]) < MaxSettings && bytes[3] == FrameScanner.Settings);
        Protocol = settings ? OutgoingProtocol.Http2 : OutgoingProtocol.Opaque;
        return settings;
    }

    private void OnFrame(long end)
    {
        switch (_frames.Type)
        {
            case FrameScanner.Headers when (_frames.Flags & FrameScanner.EndStream) != 0 && (_frames.Flags & FrameScanner.EndHeaders) == 0:
                _endsWithHeaders = _frames.StreamId;
                break;
            case FrameScanner.Data or FrameScanner.Headers when (_frames.Flags & FrameScanner.EndStream) != 0:
                ends.OnStreamEnded(_frames.StreamId, end);
                break;
            case FrameScanner.ResetStream:
                ends.OnStreamReset(_frames.StreamId, byServer: true);
                break;
            case FrameScanner.Continuation when _endsWithHeaders == _frames.StreamId && (_frames.Flags & FrameScanner.EndHeaders) != 0:
                _endsWithHeaders = 0;
                ends.OnStreamEnded(_frames.StreamId, end);
                break;
            default:
                break;
        }
    }
}
