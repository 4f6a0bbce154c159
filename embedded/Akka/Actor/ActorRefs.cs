namespace Akka.Actor;

public static class ActorRefs
{
    public static readonly IActorRef NoSender = default;
    public static readonly Nobody Nobody = default;
}
