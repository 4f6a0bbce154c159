namespace Akka.Actor;

public sealed class ActorStarted : IActorTelemetryEvent
{
    public IActorRef Subject { get => throw new NotImplementedException(); }
    public Type ActorType { get => throw new NotImplementedException(); }
    internal ActorStarted() { }
}
