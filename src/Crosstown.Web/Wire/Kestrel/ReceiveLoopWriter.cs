using System.IO.Pipelines;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>The writer of the socket transport's receive loop. The loop completes it when the peer has closed or reset the connection.</summary>
internal sealed class ReceiveLoopWriter(PipeWriter inner, ITransportProgress progress) : PipeWriter
{
    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(source, cancellationToken);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        // Before the writer is completed: the server then aborts the connection, and that must not look like an abort of its own accord.
        progress.OnReceiveLoopEnded();
        inner.Complete(exception);
    }
}
