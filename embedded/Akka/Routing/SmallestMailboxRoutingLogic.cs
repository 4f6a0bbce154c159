namespace Akka.Routing;

/// <summary>
/// Picks, in this order: an idle routee with an empty mailbox; one with an empty mailbox; the one with the fewest messages;
/// one whose mailbox cannot be seen (a selection, a ref that is no actor of this system); a suspended one. A stopped one only if all are.
/// </summary>
public sealed class SmallestMailboxRoutingLogic : RoutingLogic
{
    /// <summary>
    /// In a pool of so many or fewer each scan begins with the first: who has just worked, and is idle again, is still in the caches. In a larger one, where many may be busy
    /// for long, each scan begins one further than the last, so that the first idle one is soon found.
    /// </summary>
    private const int Few = 16;

    /// <summary>Where the last scan of a larger pool began. Not counted exactly: two that begin at the same place do no harm.</summary>
    private int _next;

    public SmallestMailboxRoutingLogic() : this(-1)
    {
    }

    public SmallestMailboxRoutingLogic(int next) => _next = next;

    public override Routee Select(object message, Routee[] routees)
    {
        if (routees == null || routees.Length == 0)
            return Routee.NoRoutee;

        var at = routees.Length <= Few ? 0 : (int)((uint)(++_next & int.MaxValue) % (uint)routees.Length);
        var winner = routees[at];
        var lowest = long.MaxValue;
        for (var i = 0; i < routees.Length; i++)
        {
            var burden = RouteeLoad.BurdenOf(routees[at]);
            if (burden == 0)
                return routees[at];
            if (burden < lowest)
            {
                lowest = burden;
                winner = routees[at];
            }
            if (++at == routees.Length)
                at = 0;
        }
        return winner;
    }
}
