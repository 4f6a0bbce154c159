using Crosstown.Actors.Accounting;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Checks every pool and lane periodically and reports those that are stuck (<c>crosstown.stuck-after</c>): in the log once per episode, and in the health check until they
/// make progress. Uses real time, not the application's TimeProvider, because threads are blocked in real time.
/// </summary>
internal sealed class StuckWatch(CrosstownSettings settings, PoolDirectory pools, Ledger ledger, CrosstownLogger log) : IDisposable
{
    /// <summary>Checks per <c>crosstown.stuck-after</c>: an episode is seen at most a fourth of that time late.</summary>
    private const int ChecksPerLimit = 4;

    /// <summary>Lets one check run at a time, the timer's or a health check's, so that each episode is logged once. Guards <see cref="_timer"/>, too.</summary>
    private readonly Lock _lock = new();
    private ITimer? _timer;

    public void Start()
    {
        if (settings.StuckAfter is not { } limit)
            return;
        // Without the flow, the timer does not keep the ExecutionContext of the thread that starts the host alive.
        using (ExecutionContext.SuppressFlow())
        {
            lock (_lock)
                _timer = TimeProvider.System.CreateTimer(static watch => ((StuckWatch)watch!).Check(), this, limit / ChecksPerLimit, limit / ChecksPerLimit);
        }
    }

    /// <summary>The pools and lanes that are stuck now. Thread-safe.</summary>
    public IReadOnlyList<StuckPool> Check() => Check(TimeSpan.FromMilliseconds(Environment.TickCount64));

    /// <inheritdoc cref="Check()"/>
    /// <param name="now">By a monotonic clock, the same one at each check.</param>
    internal IReadOnlyList<StuckPool> Check(TimeSpan now)
    {
        // After the drain, or in an ended actor system, nothing makes progress any more, and the drain's report names what was abandoned.
        if (settings.StuckAfter is not { } limit || ledger.IsOver)
            return [];
        var stuck = new List<StuckPool>();
        lock (_lock)
        {
            foreach (var activity in Activities())
            {
                var found = activity.Check(now, limit, out var hasBegun, out var hasEnded);
                if (found is not null)
                    stuck.Add(found);
                if (hasBegun)
                    LogStuck(found!);
                if (hasEnded)
                    Log.PoolMovesAgain(log, activity.Name);
            }
        }

        return stuck;
    }

    public void Dispose()
    {
        lock (_lock)
            _timer?.Dispose();
    }

    private IEnumerable<PoolActivity> Activities() => pools.All.Select(static pool => pool.Activity).Concat(pools.Lanes.Select(static lane => lane.Activity));

    private void LogStuck(StuckPool stuck)
    {
        if (stuck.Running.Count > 0)
        {
            Log.PoolStuck(log, stuck.Name, stuck.StalledFor, stuck.Waiting, StuckPool.Describe(stuck.Running));
            return;
        }

        // All pools share the threads of crosstown.dispatchers.pool.
        Deferral[] others = [.. pools.All.SelectMany(static pool => pool.Activity.Running())];
        Log.PoolWithoutThread(log, stuck.Name, stuck.StalledFor, stuck.Waiting, StuckPool.Describe(others));
    }
}
