using Akka.Actor;
using Akka.Event;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Runtime;

/// <summary>Gives a fate to each deferral that becomes a dead letter because its routee, its lane, its router or its request's actor has stopped.</summary>
internal sealed class DeadLetterListener(Dispatcher dispatcher, StartupProgress startup) : UntypedActor
{
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));
        Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));
        dispatcher.SetSender(Self);
        startup.PartStarted();
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case UnhandledMessage { Message: DeferralEnvelope envelope, Recipient: var recipient }:
                Lose(envelope, $"its routee {recipient.Path} cannot run deferrals: the actor was added to the router and is not one of the pool's own routees");
                break;
            case AllDeadLetters { Message: DeferralEnvelope envelope, Recipient: var recipient }:
                Lose(envelope, Why(envelope.Deferral, recipient));
                break;
            case AllDeadLetters:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static string Why(Deferral deferral, IActorRef recipient) =>
        recipient.Equals(Context.System.DeadLetters) ? "its pool has no routee"
        : deferral is { DispatchOrder: 0, Account.IsWithoutRequest: false } ? "its request's actor was stopped"
        : "its routee stopped before starting it";

    private static void Lose(DeferralEnvelope envelope, string reason)
    {
        envelope.Deferral.LeaveWorker();
        envelope.Deferral.Lose(reason);
    }
}
