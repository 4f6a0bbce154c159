namespace Crosstown.Web.Wire;

/// <summary>Waits, for one connection, until its peer has acknowledged what was sent.</summary>
internal interface IAcknowledgements
{
    /// <summary>Takes the response over; its position counts the connection's bytes. Called under the connection's gate, in order.</summary>
    void Await(WaitingResponse response);

    /// <summary>No more responses will come; those taken over are still waited for, unless the connection was aborted.</summary>
    /// <param name="aborted">By whom; none after an orderly end.</param>
    void OnSendLoopEnded(WireLoss aborted);
}
