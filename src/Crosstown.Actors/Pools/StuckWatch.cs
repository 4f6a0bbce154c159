
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Looks now and then at every pool and lane, and names those in which nothing moves (<c>crosstown.stuck-after</c>): in the log once per episode, in the health check
/// until they move. By the system's time, not the application's: threads are held in that.
/// </summary>
internal sealed class StuckWatch(CrosstownSettings settings, PoolDirectory pools, Ledger ledger, CrosstownLogger log) : IDisposable
{
    /// <summary>Looks per <c>crosstown.stuck-after</c>: an episode is seen that fraction of it late.</summary>
    private const int Looks = 4;

    /// <summary>One look at a time: the timer's, or a health check's. Guards <see cref="_timer"/>, too.</summary>
    private readonly Lock _lock = new();
    private ITimer? _timer;

    public void Start()
    {
        if (settings.StuckAfter is not { } limit)
            return;
        // The timer must not keep what the thread that starts the host has in its ExecutionContext.
        using (ExecutionContext.SuppressFlow())
        {
            lock (_lock)
                _timer = TimeProvider.System.CreateTimer(static watch => ((StuckWatch)watch!).Look(), this, limit / Looks, limit / Looks);
        }
    }

    /// <summary>The places that are stuck now.</summary>
    public IReadOnlyList<StuckPool> Look() => Look(TimeSpan.FromMilliseconds(Environment.TickCount64));

    /// <inheritdoc cref="Look()"/>
    /// <param name="now">By a clock that only grows, and the same one at each look.</param>
    internal IReadOnlyList<StuckPool> Look(TimeSpan now)
    {
        // A system on its way out moves no more, and says itself what it abandons.
        if (settings.StuckAfter is not { } limit || ledger.IsOver)
            return [];
        var stuck = new List<StuckPool>();
        lock (_lock)
        {
            foreach (var place in Places())
            {
                var found = place.Look(now, limit, out var hasBegun, out var hasEnded);
                if (found is not null)
                    stuck.Add(found);
                if (hasBegun)
                    Say(found!);
                if (hasEnded)
                    Log.PoolMovesAgain(log, place.Name);
            }
        }

        return stuck;
    }

    public void Dispose()
    {
        lock (_lock)
            _timer?.Dispose();
    }

    private IEnumerable<PoolActivity> Places() => pools.All.Select(static pool => pool.Activity).Concat(pools.Lanes.Select(static lane => lane.Activity));

    private void Say(StuckPool place)
    {
        if (place.Running.Count > 0)
        {
            Log.PoolStuck(log, place.Name, place.Still, place.Waiting, StuckPool.Describe(place.Running));
            return;
        }

        // All pools share the threads of crosstown.dispatchers.pool.
        Deferral[] others = [.. pools.All.SelectMany(static pool => pool.Activity.Running())];
        Log.PoolWithoutThread(log, place.Name, place.Still, place.Waiting, StuckPool.Describe(others));
    }
}
