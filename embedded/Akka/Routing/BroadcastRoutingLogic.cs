namespace Akka.Routing;

public sealed class BroadcastRoutingLogic : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) =>
        routees == null || routees.Length == 0 ? Routee.NoRoutee : new SeveralRoutees(routees);
}
