namespace Akka.Actor;

public sealed class ActorStopped : IActorTelemetryEvent
{
    internal ActorStopped(IActorRef subject, Type actorType)
    {
        Subject = subject;
        ActorType = actorType;
    }

    public IActorRef Subject { get; }
    public Type ActorType { get; }
}
