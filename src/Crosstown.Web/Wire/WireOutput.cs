using System.IO.Pipelines;
using Crosstown.Web.Wire.Http1;
using Crosstown.Web.Wire.Http2;
using Crosstown.Web.Wire.Pipes;

namespace Crosstown.Web.Wire;

/// <summary>
/// Counts the bytes written to a transport's output. One counter sits below TLS, and one above each layer that replaces the transport. HTTP writes to the highest
/// counter, the only one that also reads the bytes: for HTTP/1.x the first ones and the heads of responses that are followed, for HTTP/2 each frame's header.
/// </summary>
/// <remarks>A pipe allows one writer at a time, so plain fields are enough, except those that other threads read: these are read and written as volatile.</remarks>
internal sealed class WireOutput : PipeWriter, PendingResult<FlushResult>.IOwner
{
    private readonly PipeWriter _inner;
    private readonly ConnectionWire _wire;
    private readonly PendingResult<FlushResult> _pending;
    private readonly OutgoingScan _scan;

    /// <summary>The response whose end is looked for. Set on any thread.</summary>
    private ResponseScan? _response;

    /// <summary>The memory that the writer has last been given, as far as it has not yet advanced; empty unless that is scanned.</summary>
    private Memory<byte> _memory;
    private long _written;
    private long _flushed;
    private long _flushPosition;
    private int _pendingFlushes;

    public WireOutput(PipeWriter inner, ConnectionWire wire)
    {
        _inner = inner;
        _wire = wire;
        _pending = new PendingResult<FlushResult>(this);
        _scan = new OutgoingScan(wire);
    }

    /// <summary>Bytes written so far, whether flushed or not.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>All bytes before this position have passed through the layer beneath.</summary>
    public long Flushed => Volatile.Read(ref _flushed);

    /// <summary>
    /// True from a flush that could not end at once until its caller's continuation has returned: the caller may hold bytes back meanwhile, and write them in that
    /// continuation. Pending flushes are counted: the first caller's continuation may not have returned yet when the next caller's runs on another thread.
    /// </summary>
    public bool IsBusy => Volatile.Read(ref _pendingFlushes) > 0;

    public OutgoingProtocol Protocol => _scan.Protocol;

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    /// <summary>Looks for the end of the next HTTP/1.1 response. Called before it has started; null to look for none.</summary>
    public void Follow(ResponseScan? response) => Volatile.Write(ref _response, response);

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var memory = _inner.GetMemory(sizeHint);
        _memory = IsScanning ? memory : default;
        return memory;
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        if (IsScanning)
            return GetMemory(sizeHint).Span;
        _memory = default;
        return _inner.GetSpan(sizeHint);
    }

    public override void Advance(int bytes)
    {
        // Scanned before the bytes can be flushed, so that the position of a response's end is known before the kernel can have taken it.
        if (!_memory.IsEmpty)
        {
            Scan(_memory.Span[..bytes]);
            _memory = _memory[bytes..];
        }
        Volatile.Write(ref _written, _written + bytes);
        _inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (IsScanning)
            Scan(source.Span);
        Volatile.Write(ref _written, _written + source.Length);
        return Observe(_inner.WriteAsync(source, cancellationToken));
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        Observe(_inner.FlushAsync(cancellationToken));

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    void PendingResult<FlushResult>.IOwner.OnResult(in FlushResult result) => OnFlushed(in result, _flushPosition);

    // The server's own writer holds bytes back while a flush is pending, and writes them in its continuation. That continuation has now returned.
    void PendingResult<FlushResult>.IOwner.OnContinued()
    {
        if (Interlocked.Decrement(ref _pendingFlushes) == 0)
            _wire.OnFlushIdle(this);
    }

    private bool IsScanning => (_scan.IsScanning || Volatile.Read(ref _response) is { IsScanning: true }) && _wire.IsHighest(this);

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (_scan.IsScanning)
                _scan.Scan(bytes, _written);
            Volatile.Read(ref _response)?.Scan(bytes, _written);
        }
        catch (Exception)
        {
            // The server's write must not fail for what only observes it. Without a scan less is proven of the responses.
            _scan.GiveUp();
            Follow(null);
        }
    }

    private ValueTask<FlushResult> Observe(in ValueTask<FlushResult> flushing)
    {
        if (!_wire.IsHighest(this))
            return flushing;
        var position = _written;
        if (!flushing.IsCompletedSuccessfully)
        {
            if (_pending.IsPending)
                return flushing;
            _flushPosition = position;
            Interlocked.Increment(ref _pendingFlushes);
            return _pending.Follow(flushing);
        }
        var result = flushing.Result;
        OnFlushed(in result, position);
        return new ValueTask<FlushResult>(result);
    }

    private void OnFlushed(in FlushResult result, long position)
    {
        // A cancelled flush may have left bytes behind. The next completed flush, or the connection's end, accounts for them.
        if (result.IsCanceled)
            return;
        Volatile.Write(ref _flushed, position);
        _wire.OnFlushed(this);
    }
}
