using Akka.Actor;
using Akka.Routing;

namespace Crosstown.Actors.Pools;

/// <summary>The router of a <see cref="LeastBusyPool"/>. Immutable: the router's actor replaces it whenever the routees change; the <see cref="RouteeLoads"/> stay the same object.</summary>
internal sealed class LeastBusyRouter(RouteeLoads loads, params Routee[] routees) : Router(new LeastBusyRoutingLogic(loads), routees)
{
    public override Router WithRoutees(params Routee[] routees)
    {
        loads.Update(routees);
        return new LeastBusyRouter(loads, routees);
    }

    /// <summary>Also handles the messages that remove the pool's own routees; see <see cref="LeastBusyPool.IsManagementMessage"/>.</summary>
    public override void Route(object message, IActorRef sender)
    {
        switch (message)
        {
            case AdjustPoolSize adjust:
                loads.Retire(-adjust.Change);
                break;
            case RemoveRoutee remove:
                loads.Retire(remove.Routee);
                break;
            default:
                base.Route(message, sender);
                break;
        }
    }
}
