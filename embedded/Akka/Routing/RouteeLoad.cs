namespace Akka.Routing;

/// <summary>What can be seen of a routee's work from outside, at one moment: advice, old by the time it is used.</summary>
internal readonly record struct RouteeLoad(bool IsProcessing, int Messages)
{
    private const long Unknown = long.MaxValue - 3;
    private const long Suspended = long.MaxValue - 2;
    private const long Stopped = long.MaxValue - 1;

    /// <returns>False for a routee that is no actor of this system.</returns>
    public static bool TryRead(Routee routee, out RouteeLoad load)
    {
        load = default;
        if (CellOf(routee) is not { } cell)
            return false;
        load = new RouteeLoad(cell.Mailbox.IsProcessing, cell.NumberOfMessages);
        return true;
    }

    /// <returns>
    /// 0 for an idle routee with an empty mailbox, 1 for one that is run without a message (it starts, or comes to its end), 2 for one with an empty mailbox that works; the more, the worse a choice.
    /// Who works may wait for what is routed here.
    /// </returns>
    public static long BurdenOf(Routee routee)
    {
        if (routee.Mailbox is not { } mailbox)
            return Unknown;
        var load = mailbox.RoutingLoad;
        return load == 0 ? 0 : load > 0 ? WithMessages(load) : Closely(mailbox);
    }

    private static long Closely(Mailbox mailbox) =>
        mailbox.IsClosed ? Stopped
        : mailbox.IsSuspended ? Suspended
        : mailbox.Count is var count && count == 0 && !mailbox.IsProcessing ? 1
        : WithMessages(count);

    private static long WithMessages(long count) => (2 * count) + 2;

    private static ActorCell CellOf(Routee routee) => (routee as ActorRefRoutee)?.Actor is LocalActorRef local ? local.Cell : null;
}
