namespace Crosstown.Web.Wire;

/// <summary>Is notified by the two loops of a socket connection. The send loop makes its calls in order, one at a time.</summary>
internal interface ITransportProgress
{
    /// <summary>The kernel has taken the next <paramref name="bytes"/> bytes.</summary>
    void OnSent(long bytes);

    /// <summary>Nothing more will be sent, whether or not bytes are left.</summary>
    void OnSendLoopEnded();

    /// <summary>Nothing more will be received: the peer has ended the connection, or the server has.</summary>
    void OnReceiveLoopEnded();
}
