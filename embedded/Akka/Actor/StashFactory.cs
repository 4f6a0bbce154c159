namespace Akka.Actor;

public static class StashFactory
{
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => throw new NotImplementedException();
    public static IStash CreateStash(this IActorContext context, Type actorType) => throw new NotImplementedException();
    public static IStash CreateStash<T>(this IActorContext context) where T : ActorBase => throw new NotImplementedException();
}
