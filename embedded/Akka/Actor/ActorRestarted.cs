namespace Akka.Actor;

public sealed class ActorRestarted : IActorTelemetryEvent
{
    internal ActorRestarted(IActorRef subject, Type actorType, Exception reason)
    {
        Subject = subject;
        ActorType = actorType;
        Reason = reason;
    }

    public IActorRef Subject { get; }
    public Type ActorType { get; }
    public Exception Reason { get; }
}
