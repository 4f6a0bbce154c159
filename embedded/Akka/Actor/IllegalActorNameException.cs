namespace Akka.Actor;

public class IllegalActorNameException : AkkaException
{
    public IllegalActorNameException(string message) : base(message)
    {
    }
}
