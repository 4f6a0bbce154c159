namespace Akka.Actor;

public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() { }
    public InvalidMessageException(string message) { }
}
