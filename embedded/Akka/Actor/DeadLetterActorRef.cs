namespace Akka.Actor;

public class DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    : EmptyLocalActorRef(provider, path, eventStream)
{
    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                return;
            case DeadLetter letter:
                if (!SpecialHandle(letter.Message, letter.Sender, letter.Recipient))
                    EventStream.Publish(letter);
                return;
        }
        if (!SpecialHandle(message, sender))
            EventStream.Publish(new DeadLetter(message, sender ?? this, this));
    }

    protected override bool SpecialHandle(object message, IActorRef sender) => SpecialHandle(message, sender, this);

    private bool SpecialHandle(object message, IActorRef sender, IActorRef recipient)
    {
        switch (message)
        {
            case Watch watch:
                // Whoever is watched is dead, or the message would not be here.
                if (!watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
                return true;
            case IDeadLetterSuppression suppressed:
                EventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? this, recipient));
                return true;
            case ActorSelectionMessage { Message: IDeadLetterSuppression suppressed }:
                EventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? this, recipient));
                return true;
            default:
                return base.SpecialHandle(message, sender);
        }
    }
}
