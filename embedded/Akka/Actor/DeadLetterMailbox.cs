namespace Akka.Actor;

public sealed class DeadLetterMailbox : Mailbox
{
    public DeadLetterMailbox(IActorRef deadLetters) : base(null) { }
}
