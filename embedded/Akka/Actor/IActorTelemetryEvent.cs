namespace Akka.Actor;

public interface IActorTelemetryEvent : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout
{
    IActorRef Subject { get; }
    Type ActorType { get; }
}
