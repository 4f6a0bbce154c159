namespace Akka.Actor;

public abstract class ActorRefWithCell : InternalActorRefBase
{
    protected ActorRefWithCell() { }
    public abstract IInternalActorRef GetSingleChild(string name);
    public abstract IEnumerable<IActorRef> Children { get; }
}
