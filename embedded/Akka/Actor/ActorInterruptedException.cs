namespace Akka.Actor;

public class ActorInterruptedException : AkkaException
{
    public ActorInterruptedException(string message = null, Exception cause = null) : base(message, cause)
    {
    }
}
