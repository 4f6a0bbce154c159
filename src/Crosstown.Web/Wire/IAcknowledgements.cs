namespace Crosstown.Web.Wire;

/// <summary>Waits, for one connection, until the peer has acknowledged the responses sent.</summary>
internal interface IAcknowledgements
{
    /// <summary>Takes the response over. Called in the order of positions, which count the connection's bytes, with the connection's lock held.</summary>
    void Await(WaitingResponse response);

    /// <summary>No more responses will come. Those taken over are still waited for, unless the connection was aborted.</summary>
    /// <param name="aborted">The side that aborted the connection; none if it ended in order.</param>
    void OnSendLoopEnded(WireLoss aborted);
}
