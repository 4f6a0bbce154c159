namespace Crosstown.Web.Wire;

/// <summary>One tracked response, and its link in the queue that it waits in. The lock of that queue's owner guards it until its observer is notified.</summary>
internal sealed class WaitingResponse(IWireObserver observer)
{
    private WireLevel _reached;
    private WireLoss _loss;

    /// <summary>The byte that the response waits for, counted as its queue counts.</summary>
    public long Position { get; set; }

    /// <summary>When the wait for its acknowledgement ends, as a <see cref="TimeProvider"/> timestamp.</summary>
    public long Deadline { get; set; }

    /// <summary>Whether the stream is a tunnel, as a WebSocket's is: a peer that has sent the last of its data has then left.</summary>
    public bool IsTunnel { get; init; }

    public WaitingResponse? Next { get; set; }

    /// <summary>Sets the result that the observer will be notified of.</summary>
    public WaitingResponse Settled(WireLevel reached, WireLoss loss = WireLoss.None)
    {
        (_reached, _loss) = (reached, loss);
        return this;
    }

    public void Notify() => observer.OnWireLevelReached(_reached, _loss);
}
