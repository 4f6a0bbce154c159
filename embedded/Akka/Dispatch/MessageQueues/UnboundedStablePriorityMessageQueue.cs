namespace Akka.Dispatch.MessageQueues;

public class UnboundedStablePriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    protected override bool LockedTryDequeue(out Envelope envelope) => throw new NotImplementedException();
    protected override int LockedCount { get => throw new NotImplementedException(); }
    protected override void LockedEnqueue(Envelope envelope) => throw new NotImplementedException();
    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) { }
    public void EnqueueFirst(Envelope envelope) => throw new NotImplementedException();
}
