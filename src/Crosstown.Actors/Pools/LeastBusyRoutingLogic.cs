using Akka.Routing;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>Selects the routee with the fewest deferrals that were dispatched to it and have not left it, whether it runs them, awaits in one, or keeps them waiting.</summary>
internal sealed class LeastBusyRoutingLogic(RouteeLoads loads) : RoutingLogic
{
    /// <summary>Not among <paramref name="routees"/>, which another thread may have replaced since: among the routees that there are now.</summary>
    public override Routee Select(object message, Routee[] routees)
    {
        if (message is not DeferralEnvelope envelope)
            return loads.Least() ?? Routee.NoRoutee;
        // Counted before it is sent, and so before the routee can be idle again.
        var load = loads.Take();
        envelope.Deferral.Load = load;
        return load?.Routee ?? Routee.NoRoutee;
    }
}
