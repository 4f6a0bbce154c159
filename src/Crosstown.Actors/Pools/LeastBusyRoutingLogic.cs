using Akka.Routing;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>Selects the routee with the fewest deferrals that were dispatched to it and have not left it, whether they run, await, or wait in its mailbox.</summary>
internal sealed class LeastBusyRoutingLogic(RouteeLoads loads) : RoutingLogic
{
    /// <summary>Selects among the current routees of <see cref="RouteeLoads"/>, not among <paramref name="routees"/>, which another thread may have replaced meanwhile.</summary>
    public override Routee Select(object message, Routee[] routees)
    {
        if (message is not DeferralEnvelope envelope)
            return loads.Least() ?? Routee.NoRoutee;
        // Counted before the deferral is sent, so that the count is never too low while the routee has it.
        var load = loads.Take();
        envelope.Deferral.Load = load;
        return load?.Routee ?? Routee.NoRoutee;
    }
}
