using Crosstown.Actors;

namespace Crosstown.Web.Wire;

/// <summary>One tracked response; a link of the queue it waits in. Guarded by its connection's gate until it is told.</summary>
internal sealed class WaitingResponse(IWireObserver observer)
{
    private WireLevel _reached;
    private WireLoss _loss;

    /// <summary>The byte it waits for, in the terms of the queue it is in.</summary>
    public long Position { get; set; }

    /// <summary>When waiting for acknowledgement ends, as a <see cref="TimeProvider"/> timestamp.</summary>
    public long Deadline { get; set; }

    /// <summary>The request's stream is a tunnel, a WebSocket's: what ends its data ends it.</summary>
    public bool IsTunnel { get; init; }

    public WaitingResponse? Next { get; set; }

    public WaitingResponse Settled(WireLevel reached, WireLoss loss = WireLoss.None)
    {
        (_reached, _loss) = (reached, loss);
        return this;
    }

    public void Tell() => observer.OnWire(_reached, _loss);
}
