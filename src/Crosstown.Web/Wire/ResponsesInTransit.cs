namespace Crosstown.Web.Wire;

/// <summary>
/// The responses of one connection whose last byte has been written by HTTP: each waits until that byte has been flushed through the layers above the transport (TLS) and the
/// kernel has taken it, and then, if the connection waits for acknowledgements, until the peer has acknowledged it.
/// </summary>
/// <param name="gate">The connection's lock. It guards the two queues and <see cref="_isWritingOver"/>; methods that need it held end in <c>_NeedsLock</c>.</param>
/// <param name="end">How the connection ends.</param>
/// <param name="acknowledgements">Null if the connection does not wait for acknowledgements.</param>
internal sealed class ResponsesInTransit(Lock gate, ConnectionEnd end, IAcknowledgements? acknowledgements)
{
    private WireOutput _highest = null!;
    private WireOutput _lowest = null!;

    /// <summary>Waits for a flush. Positions count the bytes of the highest output, and only grow.</summary>
    private WaitingQueue _unflushed;

    /// <summary>Waits for the kernel. Positions count the bytes of the lowest output, and only grow.</summary>
    private WaitingQueue _unsent;

    /// <summary>Bytes that the kernel has taken. Only the send loop writes this field.</summary>
    private long _sent;

    private bool _isWritingOver;

    /// <summary>The output that HTTP writes to.</summary>
    public WireOutput Highest => _highest;

    public void SetTransport(WireOutput output) => _highest = _lowest = output;

    public void AddLayer_NeedsLock(WireOutput output) => _highest = output;

    /// <summary>Waits until everything before <paramref name="position"/> of the highest output has left.</summary>
    public void AwaitFlush_NeedsLock(WaitingResponse response, long position, ref WaitingQueue settled)
    {
        response.Position = position;
        if (ReferenceEquals(_highest, _lowest))
            AwaitSent_NeedsLock(response, position, ref settled);
        else
        {
            _unflushed.Add(response);
            Interlocked.MemoryBarrier(); // see OnFlushed
            TakeFlushed_NeedsLock(ref settled);
            if (end.IsSendingOver && _isWritingOver)
                SettleAsLost_NeedsLock(ref _unflushed, ref settled);
        }
    }

    /// <summary>Waits until everything that the transport has been given so far has left.</summary>
    public void AwaitAllSent_NeedsLock(WaitingResponse response, ref WaitingQueue settled) => AwaitSent_NeedsLock(response, _lowest.Written, ref settled);

    /// <summary>The highest output has been flushed.</summary>
    public void OnFlushed(WireOutput output)
    {
        if (ReferenceEquals(output, _lowest) || !ReferenceEquals(output, _highest))
            return;
        // Pairs with the fence in AwaitFlush: either that thread sees how far this flush went, or this thread sees the response that was queued.
        Interlocked.MemoryBarrier();
        if (_unflushed.IsEmpty)
            return;
        WaitingQueue settled = default;
        lock (gate)
            TakeFlushed_NeedsLock(ref settled);
        settled.NotifyAll();
    }

    /// <summary>The kernel has taken the next <paramref name="bytes"/> bytes.</summary>
    public void OnSent(long bytes)
    {
        var sent = _sent + bytes;
        Volatile.Write(ref _sent, sent);
        // Pairs with the fence in AwaitSent: either that thread sees this count, or this thread sees the response that was queued.
        Interlocked.MemoryBarrier();
        if (_unsent.IsEmpty)
            return;
        WaitingQueue settled = default;
        lock (gate)
            TakeSent_NeedsLock(sent, ref settled);
        settled.NotifyAll();
    }

    public void OnSendLoopEnded_NeedsLock(ref WaitingQueue settled)
    {
        TakeSent_NeedsLock(_sent, ref settled);
        SettleAsLost_NeedsLock(ref _unsent, ref settled);
        // A response above TLS waits until its flush, or all writing, has ended: the kernel may already have its bytes.
        if (_isWritingOver)
            SettleAsLost_NeedsLock(ref _unflushed, ref settled);
    }

    public void OnWritingEnded_NeedsLock(ref WaitingQueue settled)
    {
        _isWritingOver = true;
        if (end.IsSendingOver)
            SettleAsLost_NeedsLock(ref _unflushed, ref settled);
    }

    public void SettleAsLost_NeedsLock(ref WaitingQueue queue, ref WaitingQueue settled)
    {
        while (!queue.IsEmpty)
            settled.Add(queue.Take().Settled(WireLevel.Handed, end.Loss));
    }

    private void AwaitSent_NeedsLock(WaitingResponse response, long position, ref WaitingQueue settled)
    {
        response.Position = position;
        _unsent.Add(response);
        Interlocked.MemoryBarrier(); // see OnSent
        TakeSent_NeedsLock(Volatile.Read(ref _sent), ref settled);
        if (end.IsSendingOver)
            SettleAsLost_NeedsLock(ref _unsent, ref settled);
    }

    private void TakeFlushed_NeedsLock(ref WaitingQueue settled)
    {
        while (_unflushed.Head is { } next && next.Position <= _highest.Flushed)
            AwaitSent_NeedsLock(_unflushed.Take(), _lowest.Written, ref settled);
    }

    private void TakeSent_NeedsLock(long sent, ref WaitingQueue settled)
    {
        while (_unsent.Head is { } next && next.Position <= sent)
        {
            var response = _unsent.Take();
            if (acknowledgements is null)
                settled.Add(response.Settled(WireLevel.Sent));
            else
                acknowledgements.Await(response);
        }
    }
}
