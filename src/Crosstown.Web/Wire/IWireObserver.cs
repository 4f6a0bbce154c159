namespace Crosstown.Web.Wire;

/// <summary>Who waits for a response to leave.</summary>
internal interface IWireObserver
{
    /// <summary>The response has got as far as it will.</summary>
    /// <param name="reached">The level reached, which may be less than <see cref="IResponseWire.Level"/>.</param>
    /// <param name="loss">Whether the connection (or the stream) was gone before the response had left at that level, and by whom.</param>
    void OnWire(WireLevel reached, WireLoss loss);
}
