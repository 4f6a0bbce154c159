namespace Crosstown.Web.Wire;

/// <summary>Is notified once a response has left, or cannot leave any more.</summary>
internal interface IWireObserver
{
    /// <summary>Called once for each tracked response, when it will get no further.</summary>
    /// <param name="reached">The level reached, which may be less than <see cref="IResponseProgressFeature.Level"/>.</param>
    /// <param name="loss">The side that ended the connection or the stream before the response had left at that level.</param>
    void OnWireLevelReached(WireLevel reached, WireLoss loss);
}
