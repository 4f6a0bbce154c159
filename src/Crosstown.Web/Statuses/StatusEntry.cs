using Crosstown.Actors.Deferrals;

namespace Crosstown.Web.Statuses;

/// <summary>A deferral that can be asked for. Once it has its fate, only its last status is kept: no receipt, and so no request and no exception.</summary>
internal sealed class StatusEntry
{
    private volatile Deferral? _deferral;
    private volatile TrafficStatus? _last;

    public StatusEntry(Deferral deferral)
    {
        _deferral = deferral;
        // Without the request's ExecutionContext.
        deferral.FateAsync().ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Settle);
    }

    public TrafficStatus Read() => _deferral is { } deferral ? Read(deferral) : _last!;

    private static TrafficStatus Read(Deferral deferral)
    {
        // In one step, so that the values belong together.
        lock (deferral.Account.Ledger.Guard)
        {
            var times = deferral.Details_NeedsLock().Times;
            return new TrafficStatus(TrafficStatus.StateOf(deferral.Fate, deferral.IsRunning), deferral.Attempts, times?.Deferred, times?.Started, times?.Ended);
        }
    }

    private void Settle()
    {
        _last = Read(_deferral!);
        _deferral = null;
    }
}
