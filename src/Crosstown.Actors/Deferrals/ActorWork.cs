using Akka.Actor;

namespace Crosstown.Actors.Deferrals;

/// <summary>A message for one of the application's own actors. It counts as run once it is in that actor's mailbox.</summary>
internal sealed class ActorWork(IActorRef target, object message) : Work
{
    private object? _message = message;

    public IActorRef Target => target;

    public override string Kind => $"TellTo({target.Path.Name})";

    public override bool RunsWithoutContext => true;

    public override bool IsHandedOver => true;

    public override object? Message => _message;

    public override void Drop() => _message = null;

    public override Task? Start(IDeferralRun? run)
    {
        if (_message is { } message)
            target.Tell(message, ActorRefs.NoSender);
        return null;
    }
}
