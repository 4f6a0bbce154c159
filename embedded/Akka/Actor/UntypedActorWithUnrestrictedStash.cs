namespace Akka.Actor;

public abstract class UntypedActorWithUnrestrictedStash : UntypedActor, IWithUnrestrictedStash
{
    protected UntypedActorWithUnrestrictedStash() { }
    public IStash Stash { get => throw new NotImplementedException(); set { } }
}
