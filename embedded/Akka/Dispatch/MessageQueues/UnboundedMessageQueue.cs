namespace Akka.Dispatch.MessageQueues;

/// <summary>Many producers, one consumer, FIFO per producer. Segments of slots, two of which are reused: a steady flow allocates nothing.</summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    /// <summary>Small: most actors that are made in numbers get two or three messages in their lives.</summary>
    private const int FirstCapacity = 3;
    private const int LargestCapacity = 1024;

    private MessageSegment _tail;
    private MessageSegment _head;
    /// <summary>The next slot to read in <see cref="_head"/>; the consumer's alone.</summary>
    private int _read;
    /// <summary>A drained segment kept for the next growth. Never leaves this queue: a producer that stalled while it was the tail may
    /// still reserve a slot in it, and that slot must belong to the same actor.</summary>
    private MessageSegment _spare;

    public bool HasMessages
    {
        get
        {
            var head = Volatile.Read(ref _head);
            if (head == null)
                return false;
            // Reservations, not slots: a producer reserves with an interlocked add before it looks whether the mailbox is scheduled, so a
            // consumer that goes idle and then looks here cannot miss a message whose slot is not yet visible to it.
            return _read < head.Reserved || Volatile.Read(ref head.Next) != null;
        }
    }

    public int Count
    {
        get
        {
            var head = Volatile.Read(ref _head);
            var tail = Volatile.Read(ref _tail);
            if (head == null || tail == null)
                return 0;
            var count = tail.Base + tail.Reserved - (head.Base + Volatile.Read(ref _read));
            return count < 0 ? 0 : (int)Math.Min(count, int.MaxValue);
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope) => Add(envelope.Message, envelope.Sender);

    internal void Add(object message, IActorRef sender)
    {
        while (true)
        {
            var tail = Volatile.Read(ref _tail) ?? Begin();
            var slots = tail.Slots;
            // A full segment is recognized before the add, or producers in a tight loop could overflow the counter.
            if (Volatile.Read(ref tail.ReservedCount) < slots.Length)
            {
                var index = Interlocked.Increment(ref tail.ReservedCount) - 1;
                if (index < slots.Length)
                {
                    ref var slot = ref slots[index];
                    slot.Sender = sender;
                    Volatile.Write(ref slot.Message, message);
                    return;
                }
            }
            Grow(tail);
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        var head = _head;
        if (head == null)
        {
            envelope = default;
            return false;
        }
        var slots = head.Slots;
        if (_read == slots.Length)
        {
            var next = Volatile.Read(ref head.Next);
            if (next == null)
            {
                envelope = default;
                return false;
            }
            head = Advance(head, next);
            slots = head.Slots;
        }
        ref var slot = ref slots[_read];
        var message = Volatile.Read(ref slot.Message);
        if (message == null)
        {
            if (_read >= head.Reserved)
            {
                envelope = default;
                return false;
            }
            message = Await(ref slot);
        }
        envelope = new Envelope(message, slot.Sender);
        slot.Sender = null;
        slot.Message = null;
        _read++;
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    /// <summary>The slot is reserved: its producer is between the reservation and the write, a few instructions away.</summary>
    private static object Await(ref MessageSlot slot)
    {
        var spin = new SpinWait();
        object message;
        while ((message = Volatile.Read(ref slot.Message)) == null)
            spin.SpinOnce();
        return message;
    }

    private MessageSegment Begin()
    {
        var first = new MessageSegment(FirstCapacity, 0);
        // The head first: whoever sees a tail must find the head too.
        var winner = Interlocked.CompareExchange(ref _head, first, null) ?? first;
        Interlocked.CompareExchange(ref _tail, winner, null);
        return Volatile.Read(ref _tail);
    }

    private void Grow(MessageSegment full)
    {
        lock (full)
        {
            // The caller may have stalled: by now this segment may be drained, kept as the spare, or the tail again with room.
            if (Volatile.Read(ref _tail) != full || full.Reserved < full.Slots.Length)
                return;
            var end = full.Base + full.Slots.Length;
            var next = Interlocked.Exchange(ref _spare, null);
            if (next == null)
                next = new MessageSegment(Math.Min(full.Slots.Length * 4, LargestCapacity), end);
            else
                next.Reuse(end);
            // A producer that stalled on the spare may reserve a slot from here on, before the link: the link always follows, so its
            // message is in the queue, after all of its own earlier ones.
            // Linked before it is the tail: a message in it can then be reached by a consumer that looks for one before it goes idle.
            Volatile.Write(ref full.Next, next);
            Volatile.Write(ref _tail, next);
        }
    }

    private MessageSegment Advance(MessageSegment drained, MessageSegment next)
    {
        _read = 0;
        Volatile.Write(ref _head, next);
        // Every slot was reserved, written and read, so no producer writes to it again until Reuse resets the counter.
        if (drained.Slots.Length > FirstCapacity)
        {
            drained.Next = null;
            Volatile.Write(ref _spare, drained);
        }
        return next;
    }
}
