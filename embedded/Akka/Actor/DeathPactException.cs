namespace Akka.Actor;

public class DeathPactException : AkkaException
{
    public IActorRef DeadActor { get => throw new NotImplementedException(); }
    public DeathPactException(IActorRef deadActor) { }
}
