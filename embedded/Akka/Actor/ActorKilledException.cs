namespace Akka.Actor;

public class ActorKilledException : AkkaException
{
    public ActorKilledException() : base()
    {
    }

    public ActorKilledException(string message) : base(message)
    {
    }
}
