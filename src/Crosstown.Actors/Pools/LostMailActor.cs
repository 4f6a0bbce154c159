using Akka.Actor;
using Akka.Event;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary>Gives a fate to what died in a mailbox: a routee that stops with mail waiting sends it here by way of the dead letters.</summary>
internal sealed class LostMailActor(TrafficSystem system) : UntypedActor
{
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));
        system.PartStarted();
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is not AllDeadLetters letter)
        {
            Unhandled(message);
            return;
        }

        switch (letter.Message)
        {
            case Deferral deferral when IsOfARoutee(letter.Recipient):
                // It was told to a lane, which did not come to it.
                if (deferral.Plan.SameThread)
                    system.Lanes[deferral.Traffic!.Lane].Leave();
                Lose(deferral);
                break;
            case TrafficGate gate:
                // The supervisor is gone: the system goes down, and this request will never have an actor.
                gate.Seal();
                for (var deferral = gate.Newest(); deferral is not null; deferral = deferral.Previous)
                    Lose(deferral);
                break;
        }
    }

    private void Lose(Deferral deferral) =>
        deferral.TryEnd(system.IsTerminating ? Fate.Abandoned : Fate.Failed, "its routee stopped before it came to it");

    /// <summary>A receipt may be told to anybody. A router without routees tells the dead letters themselves.</summary>
    private static bool IsOfARoutee(IActorRef recipient) =>
        recipient.Equals(Context.System.DeadLetters)
        || (recipient.Path.Elements is [_, _, "pools" or "lanes", ..] and var path && path.Take(2).SequenceEqual(Context.Parent.Path.Elements));
}
