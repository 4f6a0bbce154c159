namespace Akka.Actor;

public interface IExtensionId<T> : IExtensionId where T : IExtension
{
    new T Apply(ActorSystem system);
    new T CreateExtension(ExtendedActorSystem system);
    new T Get(ActorSystem system);
}
