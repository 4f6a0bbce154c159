namespace Akka.Actor;

public static class StashFactory
{
    public static IStash CreateStash<T>(this IActorContext context) where T : ActorBase => context.CreateStash(typeof(T));

    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => context.CreateStash(actorInstance.GetType());

    /// <exception cref="ArgumentException">The type asks for a stash of no kind that is known.</exception>
    /// <exception cref="NotSupportedException">The actor's mailbox is not deque-based.</exception>
    public static IStash CreateStash(this IActorContext context, Type actorType)
    {
        var cell = (ActorCell)context;
        if (typeof(IWithUnboundedStash).IsAssignableFrom(actorType))
            return new MailboxStash(cell, MailboxStash.Unlimited);
        if (typeof(IWithUnrestrictedStash).IsAssignableFrom(actorType))
            return new MailboxStash(cell, CapacityOf(cell));
        throw new ArgumentException($"Actor {actorType} implements an unrecognized subclass of {typeof(IActorStash)} - cannot instantiate",
            nameof(actorType));
    }

    /// <summary>The props' capacity, else the mailbox's or the dispatcher's <c>stash-capacity</c>.</summary>
    private static int CapacityOf(ActorCell cell) =>
        cell.Props.Deploy.StashCapacity != Deploy.NoStashSize
            ? cell.Props.Deploy.StashCapacity
            : cell.System.Mailboxes.StashCapacity(cell.Props.Dispatcher, cell.Props.Mailbox);
}
