namespace Akka.Dispatch.MessageQueues;

public class BoundedMessageQueue : IBoundedMessageQueueSemantics, IMessageQueue
{
    public BoundedMessageQueue(Config config) { }
    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut) { }
    public TimeSpan PushTimeOut { get => throw new NotImplementedException(); set { } }
    public bool HasMessages { get => throw new NotImplementedException(); }
    public bool TryDequeue(out Envelope envelope) => throw new NotImplementedException();
    public int Count { get => throw new NotImplementedException(); }
    public void CleanUp(IActorRef owner, IMessageQueue deadletters) => throw new NotImplementedException();
    public void Enqueue(IActorRef receiver, Envelope envelope) => throw new NotImplementedException();
}
