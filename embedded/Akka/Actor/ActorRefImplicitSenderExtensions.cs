namespace Akka.Actor;

public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Inside an actor the sender is that actor.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Keeps the sender of the message that is being handled.</summary>
    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.GetCurrentSenderOrNoSender());
}
