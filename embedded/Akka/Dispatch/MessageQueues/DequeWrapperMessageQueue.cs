namespace Akka.Dispatch.MessageQueues;

public class DequeWrapperMessageQueue(IMessageQueue messageQueue) : IMessageQueue, IDequeBasedMessageQueueSemantics
{
    protected readonly IMessageQueue MessageQueue = messageQueue;
    /// <summary>Only the actor itself puts messages in front and takes them out, so no lock.</summary>
    private readonly Stack<Envelope> _first = new();

    public bool HasMessages => _first.Count > 0 || MessageQueue.HasMessages;
    public int Count => _first.Count + MessageQueue.Count;

    internal IActorRef DeadLetters { get; init; }

    public void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    public void EnqueueFirst(Envelope envelope) => _first.Push(envelope);

    public bool TryDequeue(out Envelope envelope) => _first.TryPop(out envelope) || MessageQueue.TryDequeue(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
