namespace Akka.Actor;

public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) => throw new NotImplementedException();
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => throw new NotImplementedException();
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot) => throw new NotImplementedException();
}
