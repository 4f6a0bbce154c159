namespace Crosstown.Actors.Pools;

/// <summary>What all workers of one pool or lane do, and whether anything of it has moved lately.</summary>
/// <param name="name">The place in words, as in "pool calls".</param>
internal sealed class PoolActivity(string name)
{
    /// <summary>Guards everything below.</summary>
    private readonly Lock _lock = new();
    private readonly HashSet<WorkerActivity> _workers = [];

    /// <summary>The moves of those that have left.</summary>
    private long _formerMoves;
    private long _movesSeen;

    /// <summary>Since when something waits and nothing has moved, by the looks. Null while nothing waits.</summary>
    private TimeSpan? _stillSince;
    private bool _isStuck;

    public string Name => name;

    /// <summary>Whether a worker has mail that it has not come to.</summary>
    public bool Waits
    {
        get
        {
            lock (_lock)
                return _workers.Any(static worker => worker.Waiting > 0);
        }
    }

    public void Join(WorkerActivity worker)
    {
        lock (_lock)
            _workers.Add(worker);
    }

    public void Leave(WorkerActivity worker)
    {
        lock (_lock)
        {
            if (_workers.Remove(worker))
                _formerMoves += worker.Moves;
        }
    }

    /// <summary>What runs here.</summary>
    public IReadOnlyList<Deferral> Running()
    {
        lock (_lock)
            return [.. _workers.Select(static worker => worker.Running).OfType<Deferral>()];
    }

    /// <summary>
    /// Something waits, and for so long nothing was begun or left. Work that takes that long is not what makes a place stuck: where nothing waits for it, nobody is kept.
    /// Time counts from the first look that finds something waiting, so a place is never called stuck too early.
    /// </summary>
    /// <param name="now">By a clock that only grows.</param>
    /// <param name="limit">How long a place may stand still.</param>
    /// <param name="hasBegun">The place was not stuck at the look before.</param>
    /// <param name="hasEnded">The place was stuck at the look before, and is not any more.</param>
    public StuckPool? Look(TimeSpan now, TimeSpan limit, out bool hasBegun, out bool hasEnded)
    {
        lock (_lock)
        {
            var moves = _formerMoves;
            var waiting = 0;
            foreach (var worker in _workers)
            {
                moves += worker.Moves;
                waiting += worker.Waiting;
            }

            var hasMoved = moves != _movesSeen;
            _movesSeen = moves;
            if (waiting == 0)
                _stillSince = null;
            else if (hasMoved || _stillSince is null)
                _stillSince = now;
            var was = _isStuck;
            _isStuck = _stillSince is { } since && now - since >= limit;
            (hasBegun, hasEnded) = (_isStuck && !was, was && !_isStuck);
            return _isStuck ? new StuckPool(name, now - _stillSince!.Value, waiting, [.. _workers.Select(static worker => worker.Running).OfType<Deferral>()]) : null;
        }
    }
}
