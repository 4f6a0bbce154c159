namespace Crosstown.Web.Wire;

/// <summary>How a connection ends, and which side ended it.</summary>
internal sealed class ConnectionEnd
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

    /// <summary>The peer has ended its side of the connection, or the whole connection is over.</summary>
    public bool HasInputEnded => _isSendingOver || _isReceivingOver;

    /// <summary>
    /// The server has aborted the connection. HTTP/1.x does so, also when the client has closed, before it begins to drop the bytes that are written. Nothing says whether a
    /// response was whole by then: its abort token turns uncancellable after the last write, even if that write was dropped. So a response whose connection was aborted before
    /// its <c>OnCompleted</c> counts as lost.
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
