namespace Akka.Dispatch.MessageQueues;

public class BoundedDequeMessageQueue : DequeWrapperMessageQueue, IBoundedDequeBasedMessageQueueSemantics
{
    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut) : base(null) { }
    public TimeSpan PushTimeOut { get => throw new NotImplementedException(); }
}
