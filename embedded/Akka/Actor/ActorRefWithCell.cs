namespace Akka.Actor;

public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract IEnumerable<IActorRef> Children { get; }

    /// <summary>The child of that name, with or without <c>#uid</c>, or nobody.</summary>
    public abstract IInternalActorRef GetSingleChild(string name);
}
