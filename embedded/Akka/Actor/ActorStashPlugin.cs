namespace Akka.Actor;

/// <summary>Gives an actor that asks for one its stash, and empties that into the mailbox before the actor is replaced or gone.</summary>
public class ActorStashPlugin : ActorProducerPluginBase
{
    public override bool CanBeAppliedTo(Type actorType) => typeof(IActorStash).IsAssignableFrom(actorType);

    public override void AfterIncarnated(ActorBase actor, IActorContext context)
    {
        if (actor is IActorStash { Stash: null } stashing)
            stashing.Stash = context.CreateStash(actor.GetType());
    }

    public override void BeforeIncarnated(ActorBase actor, IActorContext context)
    {
        if (actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
    }
}
