namespace Akka.Actor;

public abstract class ActorProducerPluginBase : IActorProducerPlugin
{
    public virtual bool CanBeAppliedTo(Type actorType) => typeof(ActorBase).IsAssignableFrom(actorType);

    public virtual void AfterIncarnated(ActorBase actor, IActorContext context)
    {
    }

    public virtual void BeforeIncarnated(ActorBase actor, IActorContext context)
    {
    }
}
