using Akka.Actor;

namespace Crosstown.TestKit;

/// <summary>A pool, the same-thread lanes, or an actor, whose work a test may take over.</summary>
public sealed class TrafficRoute
{
    private readonly Control.TrafficRoutes _routes;
    private readonly object _from;

    internal TrafficRoute(Control.TrafficRoutes routes, object from) => (_routes, _from) = (routes, from);

    /// <summary>
    /// Sends the messages to this actor, such as a <c>TestProbe</c>, instead: the message as the application deferred it, in the order of dispatch, also across pools that have the same
    /// probe. Of a delegate the actor gets its <see cref="Deferral"/>. The deferral has then <see cref="Fate.Ran"/>. A message of such a pool needs no handler. No mode holds them.
    /// </summary>
    public void SendTo(IActorRef probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        _routes.Set(_from, probe);
    }

    /// <summary>Ends <see cref="SendTo"/>: later deferrals run as in production.</summary>
    public void Restore() => _routes.Remove(_from);
}
