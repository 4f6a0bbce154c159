namespace Akka.Actor;

public sealed class ActorStarted : IActorTelemetryEvent
{
    internal ActorStarted(IActorRef subject, Type actorType)
    {
        Subject = subject;
        ActorType = actorType;
    }

    public IActorRef Subject { get; }
    public Type ActorType { get; }
}
