namespace Akka.Actor;

public interface IExtensionId
{
    Type ExtensionType { get; }
    object Apply(ActorSystem system);
    object CreateExtension(ExtendedActorSystem system);
    object Get(ActorSystem system);
}
