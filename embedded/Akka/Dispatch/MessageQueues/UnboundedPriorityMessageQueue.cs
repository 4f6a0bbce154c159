namespace Akka.Dispatch.MessageQueues;

/// <summary>Messages of one priority leave in no particular order.</summary>
public class UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityQueue<Envelope, int> _queue = new(initialCapacity);
    /// <summary>What a stash put in front; goes before every priority.</summary>
    private readonly Stack<Envelope> _first = new();

    protected override int LockedCount => _queue.Count + _first.Count;

    public void EnqueueFirst(Envelope envelope) => UnderLock(() => _first.Push(envelope));

    protected override void LockedEnqueue(Envelope envelope) => _queue.Enqueue(envelope, priorityGenerator(envelope.Message));

    protected override bool LockedTryDequeue(out Envelope envelope) => _first.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
}
