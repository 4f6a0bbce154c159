namespace Akka.Actor;

public static class ActorRefExtensions
{
    public static bool IsNobody(this IActorRef actorRef) => actorRef is null or Nobody or DeadLetterActorRef;

    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) => actorRef.IsNobody() ? elseValue() : actorRef;
}
