using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

internal sealed class ServiceProviderActorProducer(IServiceProvider provider, Type actorType, object[] args) : IIndirectActorProducer
{
    public Type ActorType => actorType;

    public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(provider, actorType, args);

    public void Release(ActorBase actor)
    {
        // The actor owns itself; what it took a scope for, it disposes in PostStop.
    }
}
