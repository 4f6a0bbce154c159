namespace Akka.Actor;

public class ActorNotFoundException : AkkaException
{
    public ActorNotFoundException() : base()
    {
    }

    public ActorNotFoundException(string message, Exception innerException = null) : base(message, innerException)
    {
    }
}
