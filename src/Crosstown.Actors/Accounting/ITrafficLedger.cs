namespace Crosstown.Actors;

/// <summary>Counts every deferral of the process and its fate. A singleton, safe to read at any time.</summary>
public interface ITrafficLedger
{
    /// <summary>All counters, in one consistent reading.</summary>
    LedgerReading Read();

    /// <summary>Slots taken: outstanding deferrals, and those whose fate came (by timeout or by the drain) before their code had returned.</summary>
    int SlotsTaken { get; }

    /// <summary>Deferrals whose routee went on without them and whose code still runs.</summary>
    int DetachedRuns { get; }

    /// <summary>Requests with traffic that have deferrals outstanding.</summary>
    int OpenRequests { get; }

    /// <summary>How long the oldest response with traffic that is still being made has been collecting; zero when there is none.</summary>
    TimeSpan OldestCollecting { get; }

    /// <summary>Deferrals dispatched to each same-thread lane that have not left it.</summary>
    IReadOnlyList<int> LaneDepths { get; }

    /// <summary>Completes when no deferral is outstanding and no slot is taken.</summary>
    Task SettledAsync(CancellationToken cancellationToken = default);
}
