namespace Akka.Actor;

public class ActorKilledException : AkkaException
{
    public ActorKilledException() { }
    public ActorKilledException(string message) { }
}
