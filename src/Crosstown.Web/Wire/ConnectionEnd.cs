namespace Crosstown.Web.Wire;

/// <summary>How a connection ends, and which side ended it.</summary>
/// <param name="closed">The transport's own token. It is cancelled once the peer has ended its side of the connection, or the whole connection is over.</param>
internal sealed class ConnectionEnd(CancellationToken closed)
{
    private volatile bool _isSendingOver;
    private volatile bool _isReceivingOver;
    private volatile bool _isAborted;
    private volatile bool _isAbortedByServer;

    /// <summary>The send loop has ended: the kernel gets no more bytes. Written under the connection's lock.</summary>
    public bool IsSendingOver
    {
        get => _isSendingOver;
        set => _isSendingOver = value;
    }

    /// <summary>
    /// The peer has ended its side of the connection, or the whole connection is over. The token tells so of a peer that had ended its side before the wire was on the connection: the
    /// transport starts its receive loop first.
    /// </summary>
    public bool HasInputEnded => _isSendingOver || _isReceivingOver || closed.IsCancellationRequested;

    /// <summary>
    /// The server has aborted the connection. HTTP/1.x does so, also when the client has closed, before it begins to drop the bytes that are written. The server does not say whether a
    /// response was whole by then: its abort token turns uncancellable after the last write, even if that write was dropped. So a response whose end the wire has not seen, and
    /// whose connection was aborted before its <c>OnCompleted</c>, counts as lost.
    /// </summary>
    public bool IsAborted => _isAborted;

    /// <summary>The side to name for a response that did not leave.</summary>
    public WireLoss Loss => _isAbortedByServer ? WireLoss.ByServer : WireLoss.ByPeer;

    public void OnReceiveLoopEnded() => _isReceivingOver = true;

    /// <summary>The server aborts the connection: of its own accord, or because it has seen that the peer is gone.</summary>
    public void OnAborted()
    {
        if (!_isAborted && !HasInputEnded)
            _isAbortedByServer = true;
        _isAborted = true;
    }
}
