using System.IO.Pipelines;

namespace Crosstown.Web.Wire;

/// <summary>
/// A transport's output with a count of what was written to it. One sits below TLS, one above each layer that replaces the transport;
/// the highest is the one that HTTP writes to, and the only one that looks at the bytes: HTTP/1.x once, HTTP/2 at each frame's header.
/// </summary>
/// <remarks>Writers take turns (a pipe's own rule), so plain fields do; those that other threads read are volatile.</remarks>
internal sealed class WireOutput : PipeWriter, PendingResult<FlushResult>.IOwner
{
    private readonly PipeWriter _inner;
    private readonly ConnectionWire _wire;
    private readonly PendingResult<FlushResult> _pending;
    private readonly OutgoingScan _scan;
    private Memory<byte> _memory;
    private long _written;
    private long _flushed;
    private long _flushing;
    private int _waits;

    public WireOutput(PipeWriter inner, ConnectionWire wire)
    {
        _inner = inner;
        _wire = wire;
        _pending = new PendingResult<FlushResult>(this);
        _scan = new OutgoingScan(wire);
    }

    /// <summary>Bytes written so far, whether flushed or not.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Every byte below this has passed through whatever lies beneath.</summary>
    public long Flushed => Volatile.Read(ref _flushed);

    /// <summary>
    /// From a flush that could not end at once until its caller has gone on: meanwhile the caller may hold bytes back that it will write then.
    /// Flushes that wait one after the other are counted: the first one's caller may not have returned yet when the next one's is at work on another thread.
    /// </summary>
    public bool IsBusy => Volatile.Read(ref _waits) > 0;

    public OutgoingProtocol Protocol => _scan.Protocol;

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var memory = _inner.GetMemory(sizeHint);
        if (IsScanning)
            _memory = memory;
        return memory;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => IsScanning ? GetMemory(sizeHint).Span : _inner.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        // Before the bytes can be flushed: a response's end is known here before the kernel can have it.
        if (IsScanning)
        {
            _scan.Scan(_memory.Span[..bytes], _written);
            _memory = _memory[bytes..];
        }
        Volatile.Write(ref _written, _written + bytes);
        _inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (IsScanning)
            _scan.Scan(source.Span, _written);
        Volatile.Write(ref _written, _written + source.Length);
        return Observe(_inner.WriteAsync(source, cancellationToken));
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        Observe(_inner.FlushAsync(cancellationToken));

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    void PendingResult<FlushResult>.IOwner.OnResult(in FlushResult result) => Flush(in result, _flushing);

    // The server's own writer holds bytes back while a flush is pending, and writes them in its continuation, which has now returned.
    void PendingResult<FlushResult>.IOwner.OnContinued()
    {
        if (Interlocked.Decrement(ref _waits) == 0)
            _wire.OnFlushIdle(this);
    }

    private bool IsScanning => _scan.IsOn && _wire.IsHighest(this);

    private ValueTask<FlushResult> Observe(in ValueTask<FlushResult> flushing)
    {
        if (!_wire.IsHighest(this))
            return flushing;
        var upTo = _written;
        if (!flushing.IsCompletedSuccessfully)
        {
            if (_pending.IsPending)
                return flushing;
            _flushing = upTo;
            Interlocked.Increment(ref _waits);
            return _pending.Follow(flushing);
        }
        var result = flushing.Result;
        Flush(in result, upTo);
        return new ValueTask<FlushResult>(result);
    }

    private void Flush(in FlushResult result, long upTo)
    {
        // A cancelled flush may have left bytes behind; the next one that is not, or the connection's end, settles them.
        if (result.IsCanceled)
            return;
        Volatile.Write(ref _flushed, upTo);
        _wire.OnFlushed(this);
    }
}
