namespace Crosstown.Actors.Requests;

/// <summary>What health checks, gauges and tests read.</summary>
internal sealed partial class TrafficSystem : ITrafficLedger
{
    private TaskCompletionSource? _settled;

    int ITrafficLedger.SlotsTaken => Slots.Taken;

    int ITrafficLedger.OpenRequests => Ledger.OpenCount;

    IReadOnlyList<int> ITrafficLedger.LaneDepths => [.. Lanes.Select(static lane => lane.Depth)];

    public TimeSpan OldestCollecting => Ledger.Snapshot().Where(static gate => gate.IsCollecting).Select(static gate => gate.OpenedAt).DefaultIfEmpty(0).Min() is var oldest and > 0
        ? Clock.GetElapsedTime(oldest)
        : TimeSpan.Zero;

    public LedgerReading Read() => Ledger.Read();

    public Task SettledAsync(CancellationToken cancellationToken = default)
    {
        var waiter = Volatile.Read(ref _settled);
        if (waiter is null)
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiter = Interlocked.CompareExchange(ref _settled, made, null) ?? made;
        }

        // After the waiter is visible: the last to settle counts itself, then looks for a waiter.
        SettleIfIdle();
        return waiter.Task.WaitAsync(cancellationToken);
    }

    private void SettleIfIdle()
    {
        if (Volatile.Read(ref _settled) is not { } waiter || Slots.Taken > 0 || Ledger.Read().Outstanding > 0)
            return;
        Interlocked.CompareExchange(ref _settled, null, waiter);
        waiter.TrySetResult();
    }
}
