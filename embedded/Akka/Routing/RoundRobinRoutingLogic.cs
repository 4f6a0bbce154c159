namespace Akka.Routing;

public sealed class RoundRobinRoutingLogic : RoutingLogic
{
    /// <summary>The last turn taken; moved only by an interlocked increment, and free to wrap around.</summary>
    private int _next;

    public RoundRobinRoutingLogic() : this(-1)
    {
    }

    public RoundRobinRoutingLogic(int next) => _next = next;

    public override Routee Select(object message, Routee[] routees)
    {
        if (routees == null || routees.Length == 0)
            return Routee.NoRoutee;

        var turn = (uint)(Interlocked.Increment(ref _next) & int.MaxValue);
        return routees[turn % (uint)routees.Length];
    }
}
