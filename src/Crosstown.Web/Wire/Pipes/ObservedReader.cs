using System.Buffers;
using System.IO.Pipelines;

namespace Crosstown.Web.Wire.Pipes;

/// <summary>A pipe reader that shows the bytes read and consumed to a subclass, without copying them.</summary>
internal abstract class ObservedReader : PipeReader, PendingResult<ReadResult>.IOwner
{
    private readonly PipeReader _inner;
    private readonly PendingResult<ReadResult> _pending;
    private ReadOnlySequence<byte> _buffer;
    private bool _hasRead;

    protected ObservedReader(PipeReader inner)
    {
        _inner = inner;
        _pending = new PendingResult<ReadResult>(this);
    }

    /// <summary>False once the subclass needs to see no more: from then on calls only pass through.</summary>
    protected bool Observing { get; set; } = true;

    /// <summary>The consumer gives bytes back as consumed. Called before the pipe may reuse their memory.</summary>
    /// <param name="consumed">The bytes; empty if the read began before this reader was put in place.</param>
    /// <param name="end">The position at which the consumer stopped.</param>
    /// <param name="seen">Whether the read went through this reader.</param>
    protected abstract void OnConsuming(in ReadOnlySequence<byte> consumed, SequencePosition end, bool seen);

    /// <summary>Called before the consumer gets the bytes. They include those of an earlier read that it has not consumed.</summary>
    protected virtual void OnRead(in ReadOnlySequence<byte> buffer) { }

    /// <summary>Called after the pipe has taken the bytes back.</summary>
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
        var seen = _hasRead;
        OnConsuming(seen ? UpTo(consumed) : default, consumed, seen);
        _buffer = default;
        _hasRead = false;
        _inner.AdvanceTo(consumed, examined);
        OnConsumed();
    }

    public sealed override void CancelPendingRead() => _inner.CancelPendingRead();

    public sealed override void Complete(Exception? exception = null)
    {
        // Before the pipe is completed: its writer acts on the completion, and code that learns of it that way must find it noted here.
        OnReaderCompleted();
        _inner.Complete(exception);
    }

    void PendingResult<ReadResult>.IOwner.OnResult(in ReadResult result)
    {
        _buffer = result.Buffer;
        _hasRead = true;
        OnRead(in _buffer);
    }

    void PendingResult<ReadResult>.IOwner.OnContinued() { }

    private ReadOnlySequence<byte> UpTo(SequencePosition consumed) =>
        consumed.Equals(_buffer.End) ? _buffer : _buffer.Slice(_buffer.Start, consumed);
}
