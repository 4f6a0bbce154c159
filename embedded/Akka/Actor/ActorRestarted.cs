namespace Akka.Actor;

public sealed class ActorRestarted : IActorTelemetryEvent
{
    public IActorRef Subject { get => throw new NotImplementedException(); }
    public Exception Reason { get => throw new NotImplementedException(); }
    public Type ActorType { get => throw new NotImplementedException(); }
    internal ActorRestarted() { }
}
