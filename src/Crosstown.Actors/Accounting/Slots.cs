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

    /// <summary>A waiter that gives up although it was woken passes its wake-up on.</summary>
    public void StopWaiting(TaskCompletionSource waiter, bool gaveUp)
    {
        var wasWoken = !_waiters!.Remove(waiter);
        if (wasWoken && gaveUp && !IsFull)
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
