namespace Akka.Dispatch.MessageQueues;

/// <summary>A run of slots in an <see cref="UnboundedMessageQueue"/>.</summary>
internal sealed class MessageSegment(int capacity, long @base)
{
    internal readonly MessageSlot[] Slots = new MessageSlot[capacity];
    internal MessageSegment Next;
    /// <summary>Slots handed to producers; runs past the capacity when several find the segment full.</summary>
    internal int ReservedCount;
    /// <summary>How many messages of the queue came before this segment.</summary>
    internal long Base = @base;

    internal int Reserved => Math.Min(Volatile.Read(ref ReservedCount), Slots.Length);

    internal void Reuse(long @base)
    {
        Base = @base;
        Volatile.Write(ref ReservedCount, 0);
    }
}

/// <summary>A message is in the slot once <see cref="Message"/> is not null; the sender is written before it.</summary>
internal struct MessageSlot
{
    internal IActorRef Sender;
    internal object Message;
}
