using Akka.Actor;

namespace Crosstown.Actors.Deferrals;

/// <summary>A message for an actor of the user's own. It needs no routee: the request's actor hands it over in its place in the order.</summary>
internal sealed class TellToDeferral(IActorRef target, object message) : Deferral
{
    private object? _message = message;

    internal override string Kind => $"TellTo({target.Path.Name})";

    internal override bool MayUsePool(DeferralPlan plan) => false;

    internal override bool IsBare => true;

    internal override object Payload => Volatile.Read(ref _message) ?? this;

    internal override void Drop() => Volatile.Write(ref _message, null);

    internal override Task? Start(DeferralRun? run)
    {
        if (Volatile.Read(ref _message) is { } message)
            target.Tell(message, ActorRefs.NoSender);
        return null;
    }
}
