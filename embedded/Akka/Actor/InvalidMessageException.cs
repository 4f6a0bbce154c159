namespace Akka.Actor;

public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() : base()
    {
    }

    public InvalidMessageException(string message) : base(message)
    {
    }
}
