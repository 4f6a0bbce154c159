namespace Akka.Actor;

public static class ActorSystemWithExtensions
{
    public static T WithExtension<T, TI>(this ActorSystem system) where T : class, IExtension where TI : IExtensionId => throw new NotImplementedException();
    public static T WithExtension<T>(this ActorSystem system) where T : class, IExtension => throw new NotImplementedException();
    public static T WithExtension<T>(this ActorSystem system, Type extensionId) where T : class, IExtension => throw new NotImplementedException();
}
