namespace Crosstown.Actors.Accounting;

/// <summary>A number of slots: of the process, or of a pool. Guarded by the <see cref="Ledger"/>'s lock: every member is called while it is held.</summary>
internal sealed class Slots(int capacity)
{
    /// <summary>Calls of TellAsync that wait for a slot, the first one first. Null until there is one.</summary>
    private LinkedList<TaskCompletionSource>? _waiters;

    public int Capacity => capacity;

    public int Taken { get; private set; }

    public bool IsFull => Taken >= capacity;

    public void Take() => Taken++;

    public void Return()
    {
        Taken--;
        WakeNext();
    }

    /// <summary>Completes when a slot may be free. Whoever waits tries again then, and calls <see cref="StopWaiting"/> in any case.</summary>
    public TaskCompletionSource Wait()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (_waiters ??= new LinkedList<TaskCompletionSource>()).AddLast(waiter);
        return waiter;
    }

    /// <summary>A waiter that was woken and has not taken the slot passes its wake-up on: it gave up, or it lacks another slot.</summary>
    public void StopWaiting(TaskCompletionSource waiter)
    {
        if (!_waiters!.Remove(waiter) && !IsFull)
            WakeNext();
    }

    /// <summary>Nothing is admitted any more: all who wait shall see that.</summary>
    public void WakeAll()
    {
        while (_waiters is { Count: > 0 })
            WakeNext();
    }

    private void WakeNext()
    {
        if (_waiters?.First is not { } first)
            return;
        _waiters.RemoveFirst();
        first.Value.SetResult();
    }
}
