namespace Akka.Actor;

public interface IActorRefFactory
{
    ActorSelection ActorSelection(ActorPath actorPath);
    ActorSelection ActorSelection(string actorPath);
    IActorRef ActorOf(Props props, string name = null);
}
