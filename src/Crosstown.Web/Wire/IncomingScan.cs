using System.Buffers;
using System.IO.Pipelines;

namespace Crosstown.Web.Wire;

/// <summary>Looks for streams that an HTTP/2 peer resets; anything but HTTP/2 passes unseen after its first bytes.</summary>
/// <remarks>A reset ends a stream whose response may still wait for a flow-control window: no other frame would ever say so.</remarks>
internal sealed class IncomingScan(PipeReader inner, IStreamEnds ends) : ObservedReader(inner)
{
    private int _preface;

    /// <summary>How much of what is unconsumed has been scanned.</summary>
    private long _seen;

    private FrameScanner _frames;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    // As it is read, before the server can act on it: what it does in answer to a reset must not be taken for its own doing.
    protected override void OnRead(in ReadOnlySequence<byte> buffer)
    {
        var unseen = _seen == 0 ? buffer : buffer.Slice(_seen);
        _seen = buffer.Length;
        if (unseen.IsSingleSegment)
        {
            Scan(unseen.FirstSpan);
            return;
        }
        foreach (var segment in unseen)
            Scan(segment.Span);
    }

    protected override void OnConsuming(in ReadOnlySequence<byte> consumed, SequencePosition end, bool seen) => _seen -= consumed.Length;

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        if (_preface < Preface.Length && !TakePreface(ref bytes))
            return;
        long position = 0;
        while (_frames.Next(ref bytes, ref position))
        {
            if (_frames.Type == FrameScanner.ResetStream)
                ends.OnStreamReset(_frames.StreamId, byServer: false);
        }
    }

    private bool TakePreface(ref ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min(bytes.Length, Preface.Length - _preface);
        if (!bytes[..length].SequenceEqual(Preface.Slice(_preface, length)))
        {
            Observing = false;
            return false;
        }
        _preface += length;
        bytes = bytes[length..];
        return _preface == Preface.Length;
    }
}
