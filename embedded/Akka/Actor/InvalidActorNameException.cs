namespace Akka.Actor;

public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message) : base(message)
    {
    }

    public InvalidActorNameException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
