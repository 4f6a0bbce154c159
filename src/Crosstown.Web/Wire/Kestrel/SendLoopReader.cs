using System.Buffers;
using System.IO.Pipelines;
using Crosstown.Web.Wire.Pipes;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>
/// The reader of the socket transport's send loop. The loop consumes bytes only after <c>send()</c> has taken all of them, so the bytes consumed are the bytes that the kernel
/// has taken. The loop completes its reader when it will send no more.
/// </summary>
internal sealed class SendLoopReader(PipeReader inner, ITransportProgress progress) : ObservedReader(inner)
{
    private bool _isFirstRead = true;
    private long _sent;

    // A read that did not go through this reader counts as zero bytes. A response can then look late or lost, but never early.
    protected override void OnConsuming(in ReadOnlySequence<byte> consumed, SequencePosition end, bool seen)
    {
        _sent = seen ? consumed.Length : _isFirstRead ? CountFromStart(end) : 0;
        _isFirstRead = false;
    }

    // Reported after the pipe has its memory back, so that observers never delay the next flush.
    protected override void OnConsumed()
    {
        if (_sent > 0)
            progress.OnSent(_sent);
    }

    protected override void OnReaderCompleted() => progress.OnSendLoopEnded();

    /// <summary>The loop's first read may have begun before this reader was put in place. It starts at the connection's first byte, so its end is its length.</summary>
    private static long CountFromStart(SequencePosition end) =>
        end.GetObject() is ReadOnlySequenceSegment<byte> segment ? segment.RunningIndex + end.GetInteger() : 0;
}
