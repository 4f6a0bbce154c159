namespace Akka.Actor;

public abstract class ExtensionIdProvider<T> : IExtensionId<T> where T : IExtension
{
    protected ExtensionIdProvider() { }
    public T Apply(ActorSystem system) => throw new NotImplementedException();
    public T Get(ActorSystem system) => throw new NotImplementedException();
    public Type ExtensionType { get => throw new NotImplementedException(); }
    public abstract T CreateExtension(ExtendedActorSystem system);
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    object IExtensionId.Apply(ActorSystem system) => Apply(system);
    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);
    object IExtensionId.Get(ActorSystem system) => Get(system);
}
