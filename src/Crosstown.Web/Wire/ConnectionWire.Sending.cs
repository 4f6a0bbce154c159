using Crosstown.Actors;

namespace Crosstown.Web.Wire;

internal sealed partial class ConnectionWire
{
    public void OnTaken(long bytes)
    {
        var sent = _sent + bytes;
        Volatile.Write(ref _sent, sent);
        // Either AwaitSent, after its own fence, sees this count, or this sees the response that it has queued.
        Interlocked.MemoryBarrier();
        if (_unsent.IsEmpty)
            return;
        WaitingQueue settled = default;
        lock (_gate)
            TakeSent(sent, ref settled);
        settled.TellAll();
    }

    public void OnSendLoopEnded()
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            if (_isOver)
                return;
            _isOver = true;
            TakeSent(_sent, ref settled);
            Lose(ref _unsent, ref settled);
            // What is still above TLS waits for its flush to end, or for all writing to: the kernel may have it already.
            if (_isWritingOver)
                Lose(ref _unflushed, ref settled);
            Lose(ref _unsettled, ref settled);
            Lose(ref _unstarted, ref settled);
            foreach (var response in _openStreams.Values)
                settled.Add(response.Settled(WireLevel.Handed, Loss));
            _openStreams.Clear();
        }
        settled.TellAll();
        _acknowledgements?.OnSendLoopEnded(_isAborted ? Loss : WireLoss.None);
    }

    /// <summary>HTTP and every layer above the transport are done: what has been written is all there will be.</summary>
    public void OnWritingEnded()
    {
        WaitingQueue settled = default;
        lock (_gate)
        {
            _isWritingOver = true;
            if (_isOver)
                Lose(ref _unflushed, ref settled);
            while (!_unstarted.IsEmpty)
            {
                var response = _unstarted.Take();
                if (_highest.Written > response.Position)
                    AwaitSent(response, _lowest.Written, ref settled);
                else
                    settled.Add(response.Settled(WireLevel.Handed, Loss));
            }
        }
        settled.TellAll();
    }

    private void AwaitSent(WaitingResponse response, long position, ref WaitingQueue settled)
    {
        response.Position = position;
        _unsent.Add(response);
        Interlocked.MemoryBarrier(); // see OnTaken
        TakeSent(Volatile.Read(ref _sent), ref settled);
        if (_isOver)
            Lose(ref _unsent, ref settled);
    }

    private void TakeSent(long sent, ref WaitingQueue settled)
    {
        while (_unsent.Head is { } next && next.Position <= sent)
        {
            var response = _unsent.Take();
            if (_acknowledgements is null)
                settled.Add(response.Settled(WireLevel.Sent));
            else
                _acknowledgements.Await(response);
        }
    }

    private void Lose(ref WaitingQueue queue, ref WaitingQueue settled)
    {
        while (!queue.IsEmpty)
            settled.Add(queue.Take().Settled(WireLevel.Handed, Loss));
    }
}
