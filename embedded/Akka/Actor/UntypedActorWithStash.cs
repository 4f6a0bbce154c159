namespace Akka.Actor;

public abstract class UntypedActorWithStash : UntypedActor, IWithStash
{
    protected UntypedActorWithStash() { }
    public IStash Stash { get => throw new NotImplementedException(); set { } }
}
