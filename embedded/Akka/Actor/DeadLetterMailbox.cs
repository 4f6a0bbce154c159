namespace Akka.Actor;

/// <summary>What is put into it is published as a dead letter.</summary>
public sealed class DeadLetterMailbox(IActorRef deadLetters) : Mailbox(new DeadLetterQueue(deadLetters))
{
    private sealed class DeadLetterQueue(IActorRef deadLetters) : IMessageQueue
    {
        public bool HasMessages => false;
        public int Count => 0;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (envelope.Message is DeadLetter)
                return; // one that came back: publishing it again would not end
            deadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender ?? deadLetters, receiver), receiver);
        }

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            return false;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
        }
    }
}
