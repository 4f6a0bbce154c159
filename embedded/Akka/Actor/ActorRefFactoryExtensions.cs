namespace Akka.Actor;

public static class ActorRefFactoryExtensions
{
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) => throw new NotImplementedException();
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string name = null) where TActor : ActorBase, new() => throw new NotImplementedException();
}
