namespace Akka.Dispatch.MessageQueues;

public class UnboundedPriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    protected override bool LockedTryDequeue(out Envelope envelope) => throw new NotImplementedException();
    protected override int LockedCount { get => throw new NotImplementedException(); }
    protected override void LockedEnqueue(Envelope envelope) => throw new NotImplementedException();
    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) { }
    public void EnqueueFirst(Envelope envelope) => throw new NotImplementedException();
}
