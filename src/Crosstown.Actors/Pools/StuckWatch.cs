using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Looks now and then at every pool and lane, and names those in which nothing moves (<c>crosstown.stuck-after</c>): in the log once per episode, in the health check
/// until they move. By the system's time, not the application's: threads are held in that.
/// </summary>
internal sealed class StuckWatch(TrafficSystem system) : IDisposable
{
    /// <summary>Looks per <c>crosstown.stuck-after</c>: an episode is seen that fraction of it late.</summary>
    private const int Looks = 4;

    /// <summary>One look at a time: the timer's, or a health check's. Guards <see cref="_timer"/>, too.</summary>
    private readonly Lock _lock = new();
    private ITimer? _timer;

    public void Start()
    {
        if (system.Settings.StuckAfter is not { } limit)
            return;
        // The timer must not keep what the thread that starts the host has in its ExecutionContext.
        using (ExecutionContext.SuppressFlow())
        {
            lock (_lock)
                _timer = TimeProvider.System.CreateTimer(static watch => ((StuckWatch)watch!).Look(), this, limit / Looks, limit / Looks);
        }
    }

    /// <summary>The places that are stuck now.</summary>
    public IReadOnlyList<StuckPlace> Look() => Look(TimeSpan.FromMilliseconds(Environment.TickCount64));

    /// <inheritdoc cref="Look()"/>
    /// <param name="now">By a clock that only grows, and the same one at each look.</param>
    internal IReadOnlyList<StuckPlace> Look(TimeSpan now)
    {
        // A system on its way out moves no more, and says itself what it abandons.
        if (system.Settings.StuckAfter is not { } limit || system.IsTerminating)
            return [];
        var stuck = new List<StuckPlace>();
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
                    Log.PlaceMovesAgain(system.Log, place.Name);
            }
        }

        return stuck;
    }

    public void Dispose()
    {
        lock (_lock)
            _timer?.Dispose();
    }

    private IEnumerable<PlaceActivity> Places() => system.Pools.Select(static pool => pool.Activity).Concat(system.Lanes.Select(static lane => lane.Activity));

    private void Say(StuckPlace place)
    {
        if (place.Running.Count > 0)
        {
            Log.PlaceStuck(system.Log, place.Name, place.Still, place.Waiting, StuckPlace.Describe(place.Running));
            return;
        }

        // All pools share the threads of crosstown.dispatchers.pool.
        Deferral[] others = [.. system.Pools.SelectMany(static pool => pool.Activity.Running())];
        Log.PlaceWithoutThread(system.Log, place.Name, place.Still, place.Waiting, StuckPlace.Describe(others));
    }
}
