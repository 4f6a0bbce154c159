namespace Akka.Actor;

public static class ActorRefImplicitSenderExtensions
{
    public static void Forward(this IActorRef receiver, object message) => throw new NotImplementedException();
    public static void Tell(this IActorRef receiver, object message) => throw new NotImplementedException();
}
