using System.Reflection;

namespace Akka.Actor;

/// <summary>What one system knows about a class of actors.</summary>
/// <param name="OverridesAroundReceive">Whether messages must go through AroundReceive.</param>
/// <param name="Pipeline">The plugins that apply to the class, or null.</param>
internal sealed record ActorTypeInfo(Type Type, bool OverridesAroundReceive, ActorProducerPipeline Pipeline)
{
    internal static ActorTypeInfo Of(Type type, ActorProducerPipelineResolver plugins) =>
        new(type, Overrides(type), plugins.Resolve(type));

    private static bool Overrides(Type type) => type.GetMethod("AroundReceive", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public,
        [typeof(Receive), typeof(object)])?.DeclaringType != typeof(ActorBase);
}
