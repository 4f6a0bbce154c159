namespace Akka.Dispatch.MessageQueues;

public class DequeWrapperMessageQueue : IDequeBasedMessageQueueSemantics, IMessageQueue
{
    protected readonly IMessageQueue MessageQueue;
    public DequeWrapperMessageQueue(IMessageQueue messageQueue) { }
    public bool HasMessages { get => throw new NotImplementedException(); }
    public bool TryDequeue(out Envelope envelope) => throw new NotImplementedException();
    public int Count { get => throw new NotImplementedException(); }
    public void CleanUp(IActorRef owner, IMessageQueue deadletters) => throw new NotImplementedException();
    public void Enqueue(IActorRef receiver, Envelope envelope) => throw new NotImplementedException();
    public void EnqueueFirst(Envelope envelope) => throw new NotImplementedException();
}
