namespace Akka.Actor;

public abstract class ActorProducerPluginBase<TActor> : IActorProducerPlugin where TActor : ActorBase
{
    protected ActorProducerPluginBase() { }
    void IActorProducerPlugin.AfterIncarnated(ActorBase actor, IActorContext context) => AfterIncarnated((TActor)actor, context);
    void IActorProducerPlugin.BeforeIncarnated(ActorBase actor, IActorContext context) => BeforeIncarnated((TActor)actor, context);
    public virtual bool CanBeAppliedTo(Type actorType) => throw new NotImplementedException();
    public virtual void AfterIncarnated(TActor actor, IActorContext context) => throw new NotImplementedException();
    public virtual void BeforeIncarnated(TActor actor, IActorContext context) => throw new NotImplementedException();
}
