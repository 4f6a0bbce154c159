using System.Buffers;
using System.IO.Pipelines;

namespace Crosstown.Web.Wire;

/// <summary>
/// What the socket transport's send loop reads from. The loop gives bytes back only after <c>send()</c> has taken all of them, so what
/// it has consumed is what the kernel has got; and it completes its reader when it will send no more.
/// </summary>
internal sealed class SendLoopReader(PipeReader inner, ITransportProgress progress) : ObservedReader(inner)
{
    private bool _first = true;
    private long _taken;

    // A read that was not seen counts as nothing, which can make a response look late or lost, never early.
    protected override void OnConsuming(in ReadOnlySequence<byte> consumed, SequencePosition end, bool seen)
    {
        _taken = seen ? consumed.Length : _first ? FromTheStart(end) : 0;
        _first = false;
    }

    // Only once the pipe has its memory back: what is told here never delays the next flush.
    protected override void OnConsumed()
    {
        if (_taken > 0)
            progress.OnTaken(_taken);
    }

    protected override void OnReaderCompleted() => progress.OnSendLoopEnded();

    /// <summary>The loop's first read began before this reader was in its place; it starts at the connection's first byte.</summary>
    private static long FromTheStart(SequencePosition end) =>
        end.GetObject() is ReadOnlySequenceSegment<byte> segment ? segment.RunningIndex + end.GetInteger() : 0;
}
