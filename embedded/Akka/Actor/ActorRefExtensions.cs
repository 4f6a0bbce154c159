namespace Akka.Actor;

public static class ActorRefExtensions
{
    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) => throw new NotImplementedException();
    public static bool IsNobody(this IActorRef actorRef) => throw new NotImplementedException();
}
