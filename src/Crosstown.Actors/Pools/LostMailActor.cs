using Akka.Actor;
using Akka.Event;
using Akka.Routing;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Gives a fate to what no routee takes: what died in a mailbox (a routee that stops with mail waiting sends it here by way of the dead letters), what a router
/// without routees was told, and what a routee that is no worker of Crosstown's did not know.
/// </summary>
internal sealed class LostMailActor(TrafficSystem system) : UntypedActor
{
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));
        Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));
        system.LostMail = Self;
        system.PartStarted();
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AllDeadLetters { Message: Deferral deferral, Recipient: var recipient } when recipient.Equals(Context.System.DeadLetters):
                Lose(deferral, "its pool has no routee");
                break;
            case AllDeadLetters { Message: Deferral deferral, Recipient: var recipient } when IsItsRoutee(deferral, recipient):
                // It was told to a lane, which did not come to it.
                if (deferral.Plan.SameThread)
                    system.Lanes[deferral.Traffic!.Lane].Leave();
                Lose(deferral, "its routee stopped before it came to it");
                break;
            case UnhandledMessage { Message: Deferral deferral, Recipient: var recipient } when IsItsRoutee(deferral, recipient):
                Lose(deferral, $"its routee {recipient.Path} does not know what a deferral is: it was added to the router, and is no routee of the pool's own");
                break;
            case AllDeadLetters { Message: TrafficGate gate }:
                // The supervisor is gone: the system goes down, and this request will never have an actor.
                gate.Seal();
                for (var deferral = gate.Newest(); deferral is not null; deferral = deferral.Previous)
                    Lose(deferral, "the actor that would have released it is gone");
                break;
            case AllDeadLetters or UnhandledMessage:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Lose(Deferral deferral, string reason)
    {
        deferral.LeaveRoutee();
        deferral.TryEnd(system.IsTerminating ? Fate.Abandoned : Fate.Failed, reason);
    }

    /// <summary>A receipt may be told to anybody, who may stop or not know it: that is no deferral lost.</summary>
    private static bool IsItsRoutee(Deferral deferral, IActorRef recipient) =>
        (deferral.Routee?.Routee is ActorRefRoutee routee && routee.Actor.Equals(recipient))
        || (recipient.Path.Elements is [_, _, "pools" or "lanes", ..] and var path && path.Take(2).SequenceEqual(Context.Parent.Path.Elements));
}
