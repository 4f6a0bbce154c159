using System.Buffers;
using System.IO.Pipelines;

namespace Crosstown.Web.Wire;

/// <summary>A reader that shows a subclass what its consumer has consumed, and copies nothing.</summary>
internal abstract class ObservedReader : PipeReader, PendingResult<ReadResult>.IOwner
{
    private readonly PipeReader _inner;
    private readonly PendingResult<ReadResult> _pending;
    private ReadOnlySequence<byte> _buffer;
    private bool _read;

    protected ObservedReader(PipeReader inner)
    {
        _inner = inner;
        _pending = new PendingResult<ReadResult>(this);
    }

    /// <summary>False once nothing more needs to be seen: from then on calls only pass through.</summary>
    protected bool Observing { get; set; } = true;

    /// <summary>The consumer gives these bytes back as consumed; called before the pipe may reuse them.</summary>
    /// <param name="consumed">Empty when <paramref name="end"/> belongs to a read that began before this reader was there.</param>
    /// <param name="end">Where the consumer stopped.</param>
    /// <param name="seen">The read went through this reader.</param>
    protected abstract void OnConsuming(in ReadOnlySequence<byte> consumed, SequencePosition end, bool seen);

    /// <summary>What the consumer is about to be given, what it has not consumed of an earlier read included.</summary>
    protected virtual void OnRead(in ReadOnlySequence<byte> buffer) { }

    /// <summary>After the pipe has taken the bytes back.</summary>
    protected virtual void OnConsumed() { }

    protected virtual void OnReaderCompleted() { }

    public sealed override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reading = _inner.ReadAsync(cancellationToken);
        if (!Observing)
            return reading;
        if (!reading.IsCompletedSuccessfully)
            return _pending.IsPending ? reading : _pending.Follow(reading);
        var result = reading.Result;
        ((PendingResult<ReadResult>.IOwner)this).OnResult(in result);
        return new ValueTask<ReadResult>(result);
    }

    public sealed override bool TryRead(out ReadResult result)
    {
        if (!_inner.TryRead(out result))
            return false;
        if (Observing)
            ((PendingResult<ReadResult>.IOwner)this).OnResult(in result);
        return true;
    }

    public sealed override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public sealed override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!Observing)
        {
            _inner.AdvanceTo(consumed, examined);
            return;
        }
        var seen = _read;
        OnConsuming(seen ? UpTo(consumed) : default, consumed, seen);
        _buffer = default;
        _read = false;
        _inner.AdvanceTo(consumed, examined);
        OnConsumed();
    }

    public sealed override void CancelPendingRead() => _inner.CancelPendingRead();

    public sealed override void Complete(Exception? exception = null)
    {
        // First: the writer acts on the completion, and whoever hears of that must find it here.
        OnReaderCompleted();
        _inner.Complete(exception);
    }

    void PendingResult<ReadResult>.IOwner.OnResult(in ReadResult result)
    {
        _buffer = result.Buffer;
        _read = true;
        OnRead(in _buffer);
    }

    void PendingResult<ReadResult>.IOwner.OnContinued() { }

    private ReadOnlySequence<byte> UpTo(SequencePosition consumed) =>
        consumed.Equals(_buffer.End) ? _buffer : _buffer.Slice(_buffer.Start, consumed);
}
