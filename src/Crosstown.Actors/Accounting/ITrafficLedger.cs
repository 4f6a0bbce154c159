namespace Crosstown.Actors;

/// <summary>Counts every deferral of the process and its fate. A singleton; every member may be called from any thread at any time.</summary>
public interface ITrafficLedger
{
    /// <summary>All counters in one consistent reading.</summary>
    LedgerReading Read();

    /// <summary>Slots taken: by outstanding deferrals, by those whose code still runs after their fate, by failures that wait for an <see cref="ITrafficFailureHandler"/>, and by calls of <see cref="ITraffic.TellAsync"/> just being admitted.</summary>
    int SlotsTaken { get; }

    /// <summary>Deferrals whose code still runs although their routee has gone on to others.</summary>
    int DetachedRuns { get; }

    /// <summary>Requests with traffic that have deferrals outstanding.</summary>
    int OpenRequests { get; }

    /// <summary>How long the oldest response with traffic that is still being made has been collecting; zero when there is none.</summary>
    TimeSpan OldestCollecting { get; }

    /// <summary>Deferrals dispatched to each same-thread lane that have not left it, by the lane's number.</summary>
    IReadOnlyList<int> LaneDepths { get; }

    /// <summary>Completes when no deferral is outstanding and no slot is taken: all code has returned, and all failures have been handled.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    Task SettledAsync(CancellationToken cancellationToken = default);
}
