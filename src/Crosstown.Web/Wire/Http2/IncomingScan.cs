using System.Buffers;
using System.IO.Pipelines;
using Crosstown.Web.Wire.Pipes;

namespace Crosstown.Web.Wire.Http2;

/// <summary>Finds the streams that an HTTP/2 peer resets or half-closes. Bytes of another protocol pass unread as soon as the server has answered them.</summary>
/// <remarks>
/// A reset may end a stream whose response still waits for a flow-control window: no other frame tells that. Bytes before HTTP/2 (a PROXY line that connection middleware
/// reads) end where their reader stops consuming.
/// </remarks>
internal sealed class IncomingScan(PipeReader inner, IStreamEnds ends) : ObservedReader(inner)
{
    /// <summary>How many bytes of the preface have been read.</summary>
    private int _prefaceBytes;

    /// <summary>The unconsumed bytes do not begin with an HTTP/2 preface.</summary>
    private bool _isOtherProtocol;

    /// <summary>How many of the unconsumed bytes have been scanned.</summary>
    private long _scanned;

    private FrameScanner _frames;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    // Scanned as the bytes are read, before the server can act on them: when it answers a reset with one of its own, the peer must already count as the side that ended the stream.
    protected override void OnRead(in ReadOnlySequence<byte> buffer)
    {
        if (_isOtherProtocol)
            return;
        var unscanned = _scanned == 0 ? buffer : buffer.Slice(_scanned);
        _scanned = buffer.Length;
        if (unscanned.IsSingleSegment)
        {
            Scan(unscanned.FirstSpan);
            return;
        }
        foreach (var segment in unscanned)
            Scan(segment.Span);
    }

    protected override void OnConsuming(in ReadOnlySequence<byte> consumed, SequencePosition end, bool seen)
    {
        if (_isOtherProtocol)
            (_isOtherProtocol, _prefaceBytes, _scanned) = (false, 0, 0);
        else
            _scanned -= consumed.Length;
    }

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        if (_isOtherProtocol || _prefaceBytes < Preface.Length && !TakePreface(ref bytes))
            return;
        long position = 0;
        while (_frames.Next(ref bytes, ref position))
        {
            if (_frames.Type == FrameScanner.ResetStream)
                ends.OnStreamReset(_frames.StreamId, byServer: false);
            else if (_frames.Type == FrameScanner.Data && (_frames.Flags & FrameScanner.EndStream) != 0)
                ends.OnStreamHalfClosed(_frames.StreamId);
        }
    }

    private bool TakePreface(ref ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min(bytes.Length, Preface.Length - _prefaceBytes);
        if (!bytes[..length].SequenceEqual(Preface.Slice(_prefaceBytes, length)))
        {
            Observing = !ends.HasWritten;
            _isOtherProtocol = true;
            return false;
        }
        _prefaceBytes += length;
        bytes = bytes[length..];
        return _prefaceBytes == Preface.Length;
    }
}
