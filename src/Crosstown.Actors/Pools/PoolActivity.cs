namespace Crosstown.Actors.Pools;

/// <summary>The activity of all workers of one pool or lane, and whether the pool is stuck. Thread-safe.</summary>
/// <param name="name">The pool or lane in words, such as "pool calls".</param>
internal sealed class PoolActivity(string name)
{
    /// <summary>Guards everything below.</summary>
    private readonly Lock _lock = new();
    private readonly HashSet<WorkerActivity> _workers = [];

    /// <summary>The sum of the step counts of removed workers, so that the pool's sum never decreases.</summary>
    private long _stepsOfRemovedWorkers;
    private long _stepsAtLastCheck;

    /// <summary>The check since which deferrals wait and none has started or ended. Null while no deferral waits.</summary>
    private TimeSpan? _stalledSince;
    private bool _isStuck;

    public string Name => name;

    /// <summary>Whether a deferral waits in the mailbox of a worker.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_lock)
                return _workers.Any(static worker => worker.Waiting > 0);
        }
    }

    /// <summary>
    /// For how long the deferral has waited, since its release, that has waited longest in a worker's mailbox; zero without one. One with a delay, an attempt behind it or a key of its own
    /// does not count, because it has waited for that, too.
    /// </summary>
    public TimeSpan OldestWait(TimeProvider clock)
    {
        lock (_lock)
        {
            var oldest = _workers.Select(static worker => worker.Oldest).Where(static deferral => deferral is { Plan.Waits: null, IsPending: true }).Min(static deferral => (long?)deferral!.ReleasedAt);
            return oldest is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    public void Add(WorkerActivity worker)
    {
        lock (_lock)
            _workers.Add(worker);
    }

    public void Remove(WorkerActivity worker)
    {
        lock (_lock)
        {
            if (_workers.Remove(worker))
                _stepsOfRemovedWorkers += worker.StepCount;
        }
    }

    /// <summary>The deferrals that the workers run.</summary>
    public IReadOnlyList<Deferral> Running()
    {
        lock (_lock)
            return [.. _workers.Select(static worker => worker.Running).OfType<Deferral>()];
    }

    /// <summary>
    /// Describes the pool if it is stuck: a deferral waits, and for <paramref name="limit"/> none has started or ended. Long work alone does not make a pool stuck, if no deferral waits
    /// behind it. Time counts from the first check that finds a deferral waiting, so a pool is never reported too early.
    /// </summary>
    /// <param name="now">By a monotonic clock.</param>
    /// <param name="limit">How long nothing may start or end while a deferral waits.</param>
    /// <param name="hasBegun">Whether the pool is stuck now and was not at the check before.</param>
    /// <param name="hasEnded">Whether the pool was stuck at the check before and is not now.</param>
    public StuckPool? Check(TimeSpan now, TimeSpan limit, out bool hasBegun, out bool hasEnded)
    {
        lock (_lock)
        {
            var steps = _stepsOfRemovedWorkers;
            var waiting = 0;
            foreach (var worker in _workers)
            {
                steps += worker.StepCount;
                waiting += worker.Waiting;
            }

            var hasProgress = steps != _stepsAtLastCheck;
            _stepsAtLastCheck = steps;
            if (waiting == 0)
                _stalledSince = null;
            else if (hasProgress || _stalledSince is null)
                _stalledSince = now;
            var wasStuck = _isStuck;
            _isStuck = _stalledSince is { } since && now - since >= limit;
            (hasBegun, hasEnded) = (_isStuck && !wasStuck, wasStuck && !_isStuck);
            return _isStuck ? new StuckPool(name, now - _stalledSince!.Value, waiting, [.. _workers.Select(static worker => worker.Running).OfType<Deferral>()]) : null;
        }
    }
}
