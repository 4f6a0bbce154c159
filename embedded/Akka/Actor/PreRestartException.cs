namespace Akka.Actor;

public class PreRestartException : ActorInitializationException
{
    public Exception RestartException { get => throw new NotImplementedException(); }
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object optionalMessage) { }
    public object OptionalMessage { get => throw new NotImplementedException(); }
}
