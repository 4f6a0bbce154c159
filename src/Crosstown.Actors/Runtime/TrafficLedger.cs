using Crosstown.Actors.Accounting;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Runtime;

/// <summary>Reads the counts of ledger, lanes and detached runs for applications, health checks and metrics.</summary>
internal sealed class TrafficLedger(Ledger ledger, PoolDirectory pools, DetachedRuns detached) : ITrafficLedger
{
    public int SlotsTaken => ledger.SlotsTaken;

    public int DetachedRuns => detached.Count;

    public int OpenRequests => ledger.OpenRequests;

    public TimeSpan OldestCollecting => ledger.OldestCollecting();

    public IReadOnlyList<int> LaneDepths => [.. pools.Lanes.Select(static lane => lane.Depth)];

    public LedgerReading Read() => ledger.Read();

    public Task SettledAsync(CancellationToken cancellationToken = default) => ledger.SettledAsync().WaitAsync(cancellationToken);
}
