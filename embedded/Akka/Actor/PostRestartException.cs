namespace Akka.Actor;

public class PostRestartException : ActorInitializationException
{
    public Exception OriginalCause { get => throw new NotImplementedException(); }
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause) { }
}
