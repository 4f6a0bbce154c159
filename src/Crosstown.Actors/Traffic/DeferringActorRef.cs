using Akka.Actor;

namespace Crosstown.Actors.Traffic;

/// <summary>An actor reference whose Tell defers the message. Unlike other actor references it throws to the sender, as <see cref="ITraffic.Tell"/> does: full, closed, no handler. The sender is ignored.</summary>
internal sealed class DeferringActorRef(ITraffic traffic, ActorSystem system, DeferralOptions? options) : MinimalActorRef
{
    public override ActorPath Path => system.DeadLetters.Path.Root / "user" / "crosstown" / "traffic";

    public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;

    protected override void TellInternal(object message, IActorRef sender) => traffic.Tell(message, options);
}
