namespace Akka.Actor;

public interface IActorProducerPlugin
{
    bool CanBeAppliedTo(Type actorType);
    void AfterIncarnated(ActorBase actor, IActorContext context);
    void BeforeIncarnated(ActorBase actor, IActorContext context);
}
