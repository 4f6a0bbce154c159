namespace Akka.Dispatch.MessageQueues;

public class BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    : DequeWrapperMessageQueue(new BoundedMessageQueue(boundedCapacity, pushTimeOut)), IBoundedDequeBasedMessageQueueSemantics
{
    public TimeSpan PushTimeOut { get; } = pushTimeOut;

    internal new IActorRef DeadLetters
    {
        get => ((BoundedMessageQueue)MessageQueue).DeadLetters;
        init => ((BoundedMessageQueue)MessageQueue).DeadLetters = value;
    }
}
