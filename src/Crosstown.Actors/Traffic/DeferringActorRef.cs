using Akka.Actor;

namespace Crosstown.Actors.Traffic;

/// <summary>An actor reference whose Tell defers. Like every Tell it throws nothing at the caller's actor code but what deferring throws: full, late, no handler.</summary>
internal sealed class DeferringActorRef(ITraffic traffic, ActorSystem system, DeferralOptions? options) : MinimalActorRef
{
    public override ActorPath Path => system.DeadLetters.Path.Root / "user" / "crosstown" / "traffic";

    public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;

    protected override void TellInternal(object message, IActorRef sender) => traffic.Tell(message, options);
}
