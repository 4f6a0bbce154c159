using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>
/// The web side of one request's traffic: admits deferrals, buffers them until the request's actor has attached, seals once.
/// One atomic word (closed bit and count) decides between a Tell and the seal (DESIGN: the seal).
/// </summary>
internal sealed class TrafficGate
{
    public TrafficGate(TrafficSystem system) => throw new NotImplementedException(system.ToString());

    /// <summary>Whether anything was admitted, so that the web layer knows whether a signal is owed at all.</summary>
    public bool HasTraffic => throw new NotImplementedException();

    /// <summary>Takes a slot, starts the request's actor if this is the first, and hands the deferral over.</summary>
    /// <exception cref="TrafficFullException"/>
    /// <exception cref="TrafficClosedException"/>
    public void Admit(Deferral deferral, DeferralDefaults? defaults) => throw new NotImplementedException(deferral.ToString() + defaults);

    /// <summary>Vetoes the whole traffic.</summary>
    public void NoGo(string reason) => throw new NotImplementedException(reason);

    /// <summary>Refuses every later deferral. Idempotent, lock-free, called by the server when the response is over (OnCompleted), before the wire level is known.</summary>
    public void Seal() => throw new NotImplementedException();

    /// <summary>Tells the request's actor the outcome; call once, after <see cref="Seal"/>, from any thread, never runs work on the caller.</summary>
    public void Signal(RequestSnapshot request) => throw new NotImplementedException(request.ToString());

    /// <summary>Releases now, keeps the gate open: deferrals made from here on are released at once (ReleaseTrafficAt(ResponseStarted)).</summary>
    public void ReleaseEarly(RequestSnapshot request) => throw new NotImplementedException(request.ToString());
}
