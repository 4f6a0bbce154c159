using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Traffic;

/// <summary>An actor reference whose Tell defers the message. Unlike other actor references it throws to the sender, as <see cref="ITraffic.Tell"/> does: full, closed, no handler. The sender is ignored, and the source location is that of the code that asked for the reference.</summary>
internal sealed class DeferringActorRef(ITraffic traffic, ActorSystem system, DeferralOptions? options, SourceLocation site) : MinimalActorRef
{
    public override ActorPath Path => system.DeadLetters.Path.Root / "user" / "crosstown" / "traffic";

    public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;

    protected override void TellInternal(object message, IActorRef sender) => traffic.Tell(message, options, site.File, site.Line);
}
