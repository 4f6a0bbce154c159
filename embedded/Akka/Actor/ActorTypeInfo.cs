using System.Reflection;

namespace Akka.Actor;

/// <summary>What one system knows about a class of actors.</summary>
/// <param name="OverridesAroundReceive">Whether messages must go through AroundReceive.</param>
/// <param name="LogsReceive">Whether each message is logged: it is an <see cref="ILogReceive"/> and <c>akka.actor.debug.receive</c> is on.</param>
/// <param name="Pipeline">The plugins that apply to the class, or null.</param>
internal sealed record ActorTypeInfo(Type Type, bool OverridesAroundReceive, bool LogsReceive, ActorProducerPipeline Pipeline)
{
    internal static ActorTypeInfo Of(Type type, ActorSystemImpl system) => new(type, Overrides(type),
        system.Settings.AddLoggingReceive && typeof(ILogReceive).IsAssignableFrom(type), system.ActorPipelineResolver.Resolve(type));

    private static bool Overrides(Type type) => type.GetMethod("AroundReceive", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public,
        [typeof(Receive), typeof(object)])?.DeclaringType != typeof(ActorBase);
}
