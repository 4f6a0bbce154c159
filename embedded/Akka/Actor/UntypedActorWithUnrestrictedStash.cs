namespace Akka.Actor;

public abstract class UntypedActorWithUnrestrictedStash : UntypedActor, IWithUnrestrictedStash
{
    public IStash Stash { get; set; }
}
