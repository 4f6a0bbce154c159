namespace Akka.Actor;

[Obsolete("Use IWithStash and set the capacity by Props.WithStashCapacity or stash-capacity.")]
public interface IWithBoundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>
{
}
