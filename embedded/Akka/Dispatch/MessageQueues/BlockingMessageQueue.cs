namespace Akka.Dispatch.MessageQueues;

public abstract class BlockingMessageQueue : IBlockingMessageQueueSemantics, IMessageQueue
{
    protected BlockingMessageQueue() { }
    protected abstract bool LockedTryDequeue(out Envelope envelope);
    protected abstract int LockedCount { get; }
    protected abstract void LockedEnqueue(Envelope envelope);
    public TimeSpan BlockTimeOut { get => throw new NotImplementedException(); set { } }
    public bool HasMessages { get => throw new NotImplementedException(); }
    public bool TryDequeue(out Envelope envelope) => throw new NotImplementedException();
    public int Count { get => throw new NotImplementedException(); }
    public void CleanUp(IActorRef owner, IMessageQueue deadletters) => throw new NotImplementedException();
    public void Enqueue(IActorRef receiver, Envelope envelope) => throw new NotImplementedException();
}
