namespace Akka.Actor;

public class ActorStashPlugin : ActorProducerPluginBase
{
    public ActorStashPlugin() { }
    public override bool CanBeAppliedTo(Type actorType) => throw new NotImplementedException();
    public override void AfterIncarnated(ActorBase actor, IActorContext context) => throw new NotImplementedException();
    public override void BeforeIncarnated(ActorBase actor, IActorContext context) => throw new NotImplementedException();
}
