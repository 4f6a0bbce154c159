namespace Crosstown.Actors.Deferrals;

/// <summary>A number of slots: for the process, or for a pool. Lock-free; only a TellAsync that waits takes the lock.</summary>
internal sealed class Slots(int capacity)
{
    /// <summary>Guards itself. Empty unless a TellAsync waits.</summary>
    private readonly LinkedList<TaskCompletionSource> _waiters = new();

    private int _taken;

    /// <summary>How many are in <see cref="_waiters"/>; written under its lock, read without by <see cref="Release"/>.</summary>
    private int _waiting;

    public int Capacity => capacity;

    public int Taken => Volatile.Read(ref _taken);

    public bool TryTake()
    {
        // Compare-exchange rather than add-and-take-back: the count never shows more than the capacity, and nobody is refused because of a neighbour's failed try.
        var taken = Volatile.Read(ref _taken);
        while (taken < capacity)
        {
            var seen = Interlocked.CompareExchange(ref _taken, taken + 1, taken);
            if (seen == taken)
                return true;
            taken = seen;
        }

        return false;
    }

    public void Release()
    {
        // The decrement is a full fence: either this look sees a waiter, or the waiter's look (after it had made itself visible) sees the slot.
        Interlocked.Decrement(ref _taken);
        if (Volatile.Read(ref _waiting) > 0)
            Wake();
    }

    /// <summary>A place in the queue for the next slot. The caller tries again before it awaits, and gives the place back in any case.</summary>
    public LinkedListNode<TaskCompletionSource> Queue()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiters)
        {
            var node = _waiters.AddLast(waiter);
            Interlocked.Exchange(ref _waiting, _waiters.Count);
            return node;
        }
    }

    /// <summary>Leaves the queue. A wake-up that came for one who no longer wants it goes to the next.</summary>
    public void Leave(LinkedListNode<TaskCompletionSource> place, bool served)
    {
        bool woken;
        lock (_waiters)
        {
            woken = place.List is null;
            if (!woken)
                _waiters.Remove(place);
            Volatile.Write(ref _waiting, _waiters.Count);
        }

        if (woken && !served && Taken < capacity)
            Wake();
    }

    private void Wake()
    {
        TaskCompletionSource? waiter = null;
        lock (_waiters)
        {
            if (_waiters.First is { } first)
            {
                waiter = first.Value;
                _waiters.RemoveFirst();
                Volatile.Write(ref _waiting, _waiters.Count);
            }
        }

        waiter?.TrySetResult();
    }
}
