namespace Akka.Dispatch.MessageQueues;

public abstract class BlockingMessageQueue : IMessageQueue, IBlockingMessageQueueSemantics
{
    private readonly Lock _lock = new();

    public TimeSpan BlockTimeOut { get; set; } = TimeSpan.FromSeconds(1);

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            lock (_lock)
                return LockedCount;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_lock)
            LockedEnqueue(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock)
            return LockedTryDequeue(out envelope);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    private protected void UnderLock(Action action)
    {
        lock (_lock)
            action();
    }

    protected abstract int LockedCount { get; }

    protected abstract void LockedEnqueue(Envelope envelope);

    protected abstract bool LockedTryDequeue(out Envelope envelope);
}
