namespace Crosstown.Web.Wire;

/// <summary>Told by a socket's loops: by the one that sends in order, one call at a time.</summary>
internal interface ITransportProgress
{
    /// <summary>The kernel has taken the next <paramref name="bytes"/> bytes.</summary>
    void OnTaken(long bytes);

    /// <summary>Nothing more will be sent, whatever is left.</summary>
    void OnSendLoopEnded();

    /// <summary>Nothing more will be received: the peer has ended the connection, or the server has.</summary>
    void OnReceiveLoopEnded();
}
