using System.Buffers;
using System.IO.Pipelines;

namespace Crosstown.Web.Wire;

/// <summary>Looks for streams that an HTTP/2 peer resets or has sent the last of; anything but HTTP/2 passes unseen once the server has answered it.</summary>
/// <remarks>
/// A reset ends a stream whose response may still wait for a flow-control window: no other frame would ever say so. What comes before HTTP/2 (a PROXY line that connection
/// middleware takes) ends where its reader stops consuming.
/// </remarks>
internal sealed class IncomingScan(PipeReader inner, IStreamEnds ends) : ObservedReader(inner)
{
    private int _preface;

    /// <summary>Something else is at the start of what is unconsumed.</summary>
    private bool _isElse;

    /// <summary>How much of what is unconsumed has been scanned.</summary>
    private long _seen;

    private FrameScanner _frames;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    // As it is read, before the server can act on it: what it does in answer to a reset must not be taken for its own doing.
    protected override void OnRead(in ReadOnlySequence<byte> buffer)
    {
        if (_isElse)
            return;
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

    protected override void OnConsuming(in ReadOnlySequence<byte> consumed, SequencePosition end, bool seen)
    {
        if (_isElse)
            (_isElse, _preface, _seen) = (false, 0, 0);
        else
            _seen -= consumed.Length;
    }

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        if (_isElse || _preface < Preface.Length && !TakePreface(ref bytes))
            return;
        long position = 0;
        while (_frames.Next(ref bytes, ref position))
        {
            if (_frames.Type == FrameScanner.ResetStream)
                ends.OnStreamReset(_frames.StreamId, byServer: false);
            else if (_frames.Type == FrameScanner.Data && (_frames.Flags & FrameScanner.EndStream) != 0)
                ends.OnStreamLeft(_frames.StreamId);
        }
    }

    private bool TakePreface(ref ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min(bytes.Length, Preface.Length - _preface);
        if (!bytes[..length].SequenceEqual(Preface.Slice(_preface, length)))
        {
            Observing = !ends.IsAnswered;
            _isElse = true;
            return false;
        }
        _preface += length;
        bytes = bytes[length..];
        return _preface == Preface.Length;
    }
}
