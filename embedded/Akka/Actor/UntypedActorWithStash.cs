namespace Akka.Actor;

public abstract class UntypedActorWithStash : UntypedActor, IWithStash
{
    public IStash Stash { get; set; }
}
