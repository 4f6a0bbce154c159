namespace Akka.Actor;

public abstract class ActorProducerPluginBase : IActorProducerPlugin
{
    protected ActorProducerPluginBase() { }
    public virtual bool CanBeAppliedTo(Type actorType) => throw new NotImplementedException();
    public virtual void AfterIncarnated(ActorBase actor, IActorContext context) => throw new NotImplementedException();
    public virtual void BeforeIncarnated(ActorBase actor, IActorContext context) => throw new NotImplementedException();
}
