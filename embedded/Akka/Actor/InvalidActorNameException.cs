namespace Akka.Actor;

public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message) { }
    public InvalidActorNameException(string message, Exception innerException) { }
}
