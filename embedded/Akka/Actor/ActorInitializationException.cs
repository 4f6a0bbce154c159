namespace Akka.Actor;

public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }
    public ActorInitializationException(IActorRef actor, string message, Exception cause = null) { }
    public ActorInitializationException(string message) { }
    public ActorInitializationException(string message, Exception cause) { }
    public IActorRef Actor { get => throw new NotImplementedException(); set { } }
    public override string ToString() => throw new NotImplementedException();
}
