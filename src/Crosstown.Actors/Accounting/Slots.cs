namespace Crosstown.Actors.Accounting;

/// <summary>The slots of the process or of one pool. The <see cref="Ledger"/>'s lock guards them: every member is called while it is held, but <see cref="Taken"/> also without it, for metrics.</summary>
internal sealed class Slots(int capacity)
{
    /// <summary>Calls of TellAsync that wait for a slot, the first one first. Null until a call waits.</summary>
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

    /// <summary>Completes when a slot may be free. The caller then tries again; it must call <see cref="StopWaiting"/> in any case.</summary>
    public TaskCompletionSource Wait()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (_waiters ??= new LinkedList<TaskCompletionSource>()).AddLast(waiter);
        return waiter;
    }

    /// <summary>Removes the waiter. If it was woken and has not taken the slot, because it gave up or lacks another slot, the next waiter is woken in its place, so that no free slot goes unnoticed.</summary>
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
