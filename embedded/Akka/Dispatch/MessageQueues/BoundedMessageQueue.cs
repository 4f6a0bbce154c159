using System.Collections.Concurrent;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Full, it blocks the sender up to <see cref="PushTimeOut"/>, then the message goes to the dead letters.</summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _queue = new();
    private readonly SemaphoreSlim _room;
    private volatile bool _closed;

    public BoundedMessageQueue(Config config) : this(BoundedMailboxSettings.Read(config).Capacity, BoundedMailboxSettings.Read(config).PushTimeout)
    {
    }

    /// <param name="boundedCapacity">1 or more.</param>
    /// <param name="pushTimeOut">Negative: waits for room as long as it takes.</param>
    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(boundedCapacity, 1);
        _room = new(boundedCapacity);
        PushTimeOut = pushTimeOut;
    }

    public TimeSpan PushTimeOut { get; set; }
    public bool HasMessages => !_queue.IsEmpty;
    public int Count => _queue.Count;

    internal IActorRef DeadLetters { get; set; }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (_room.Wait(PushTimeOut < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : PushTimeOut))
            _queue.Enqueue(envelope);
        else
            DeadLetters?.Tell(new DeadLetter(envelope.Message, envelope.Sender ?? DeadLetters, receiver), envelope.Sender);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (!_queue.TryDequeue(out envelope))
            return false;
        if (!_closed)
            _room.Release();
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        // Senders that wait for room must not wait for a dead actor.
        if (!_closed)
        {
            _closed = true;
            _room.Release(int.MaxValue / 2);
        }
        while (_queue.TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
