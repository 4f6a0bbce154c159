namespace Crosstown.Actors.Accounting;

/// <summary>
/// The outstanding deferrals, the count of each fate, and the slots, all under one lock. So each reading balances, and a deferral takes its slots and is counted in one step.
/// The same lock guards the state of each <see cref="Deferral"/>.
/// </summary>
/// <param name="settings">Capacity and limits.</param>
/// <param name="clock">Real time but for tests.</param>
/// <param name="report">Called once for each deferral when it has got its fate, outside the lock.</param>
internal sealed class Ledger(CrosstownSettings settings, TimeProvider clock, Action<Deferral> report)
{
    private readonly long[] _fates = new long[(int)Fate.Abandoned + 1];
    private readonly Slots _slots = new(settings.Capacity);

    /// <summary>Slots for which somebody has ever waited.</summary>
    private readonly HashSet<Slots> _waitedFor = [];
    private long _traffics;
    private long _deferred;
    private int _openRequests;

    /// <summary>The outstanding deferrals, linked in the order admitted.</summary>
    private Deferral? _oldest;
    private Deferral? _newest;

    private volatile bool _isDraining;
    private volatile bool _cancelsWork;
    private volatile bool _isOver;
    private readonly ConditionWait _settled = new();

    /// <summary>Failures that have a fate and are not handled.</summary>
    private int _failures;
    private readonly ConditionWait _failuresHandled = new();

    /// <summary>Guards every field here, the slots of all pools, the counts of all accounts, and the state of all deferrals. No application code runs while it is held.</summary>
    public Lock Guard { get; } = new();

    public int Lanes => settings.Lanes;

    public int SlotsTaken => _slots.Taken;

    /// <summary>Requests with deferrals outstanding. Nested traffic and calls without a request do not count.</summary>
    public int OpenRequests => _openRequests;

    public bool IsDraining => _isDraining;

    /// <summary>Set once, when the drain cancels tokens. A deferral that starts after this finds its token cancelled.</summary>
    public bool CancelsWork => _cancelsWork;

    /// <summary>Set once, when the drain is over or the actor system has ended. Deferrals lost after this are Abandoned, not Failed.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether a failure, and an abandoned deferral, has a slot of the process from its fate on until <see cref="FailureHandled"/>. Set at start-up.</summary>
    public bool HandlesFailures { get; set; }

    public long NextTraffic() => Interlocked.Increment(ref _traffics);

    /// <summary>Counts a deferral that takes no slot, because it is refused or runs on its caller's thread.</summary>
    public void CountWithoutSlot()
    {
        lock (Guard)
            _deferred++;
    }

    /// <summary>Counts one more deferral and takes its slots, unless it is to be refused. In both cases the caller must see to its fate.</summary>
    /// <param name="deferral">A deferral that no other thread has seen yet.</param>
    public Refusal Enter(Deferral deferral)
    {
        lock (Guard)
        {
            _deferred++;
            var refusal = _isDraining ? Refusal.Draining : Limit_NeedsLock(deferral);
            if (refusal == Refusal.None && !deferral.HasSlot)
                refusal = TakeSlots_NeedsLock(deferral);
            if (refusal == Refusal.None)
                Link_NeedsLock(deferral);
            return refusal;
        }
    }

    /// <summary>Takes the slots ahead of <see cref="Enter"/>. If none is free, <paramref name="wait"/> completes when one may be.</summary>
    public Refusal TryTakeSlots(Deferral deferral, out TaskCompletionSource? wait)
    {
        lock (Guard)
        {
            wait = null;
            if (_isDraining)
                return Refusal.Draining;
            var refusal = TakeSlots_NeedsLock(deferral);
            if (refusal == Refusal.None)
                return refusal;
            var slots = WaitedFor(deferral, refusal);
            _waitedFor.Add(slots);
            wait = slots.Wait();
            return refusal;
        }
    }

    /// <summary>The wait is over. Called after another <see cref="TryTakeSlots"/>, or instead of one: a wake-up that was of no use goes to the next who waits.</summary>
    public void StopWaiting(Deferral deferral, Refusal refusal, TaskCompletionSource wait)
    {
        lock (Guard)
            WaitedFor(deferral, refusal).StopWaiting(wait);
    }

    /// <summary>Refuses every later deferral. Idempotent.</summary>
    /// <returns>How many are outstanding.</returns>
    public long StopAdmission()
    {
        lock (Guard)
        {
            _isDraining = true;
            foreach (var slots in _waitedFor)
                slots.WakeAll();
            return _deferred - _fates.Sum();
        }
    }

    public void CancelWork() => _cancelsWork = true;

    public void Close()
    {
        StopAdmission();
        _isOver = true;
    }

    public LedgerReading Read()
    {
        lock (Guard)
            return new LedgerReading(_deferred, _fates);
    }

    /// <summary>The outstanding deferrals, in the order admitted.</summary>
    public List<Deferral> Outstanding()
    {
        lock (Guard)
            return [.. Linked_NeedsLock()];
    }

    /// <summary>How long the oldest traffic that still waits for its response has been open; zero without one.</summary>
    public TimeSpan OldestCollecting()
    {
        lock (Guard)
            return Linked_NeedsLock().FirstOrDefault(static deferral => !deferral.Account.IsReleased) is { Account.OpenedAt: var openedAt } ? clock.GetElapsedTime(openedAt) : TimeSpan.Zero;
    }

    /// <summary>For how long the traffic has been held up that has waited longest for the application's own callbacks at its response's end; zero without one.</summary>
    public TimeSpan LongestHeldUp()
    {
        lock (Guard)
        {
            var ending = Linked_NeedsLock().Select(static deferral => deferral.Account).Where(static account => account is { IsReleased: false, IsEnding: true });
            return ending.Min(static account => (long?)account.EndingSince) is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    /// <summary>The server has begun to run the callbacks that end the response of this traffic's request.</summary>
    public void Ending(TrafficAccount account)
    {
        lock (Guard)
        {
            account.IsEnding = true;
            account.EndingSince = clock.GetTimestamp();
        }
    }

    /// <summary>The requests with outstanding deferrals that still wait for their response.</summary>
    public HashSet<ICollecting> Collecting()
    {
        lock (Guard)
            return [.. Linked_NeedsLock().Where(static deferral => !deferral.Account.IsReleased).Select(static deferral => deferral.Account.Collecting).OfType<ICollecting>()];
    }

    /// <summary>Completes when no deferral is outstanding and no slot is taken, and so every failure is handled.</summary>
    public Task SettledAsync()
    {
        lock (Guard)
            return _settled.TrueAsync(IsSettled_NeedsLock);
    }

    /// <summary>Completes when every failure is handled. At once if <see cref="HandlesFailures"/> is false.</summary>
    public Task FailuresHandledAsync()
    {
        lock (Guard)
            return _failuresHandled.TrueAsync(_failures == 0);
    }

    /// <summary>A failure has been handled, or will not be. Gives its slot back.</summary>
    public void FailureHandled()
    {
        lock (Guard)
        {
            _failures--;
            _slots.Return();
            _failuresHandled.Check(_failures == 0);
            _settled.Check(IsSettled_NeedsLock);
        }
    }

    /// <summary>Called when a deferral gets its fate.</summary>
    public void Ended_NeedsLock(Deferral deferral, Fate fate)
    {
        _fates[(int)fate]++;
        if (HandlesFailures && fate is Fate.Failed or Fate.Abandoned)
        {
            _failures++;
            _slots.Take();
        }

        if (deferral.IsLinked)
            Unlink_NeedsLock(deferral);
    }

    /// <summary>Called when a deferral has its fate and its code, if it ever began, has returned. Gives its slots back.</summary>
    public void Left_NeedsLock(Deferral deferral)
    {
        if (deferral.HasSlot)
        {
            deferral.HasSlot = false;
            deferral.PoolSlots?.Return();
            _slots.Return();
        }

        _settled.Check(IsSettled_NeedsLock);
    }

    public void Report(Deferral deferral) => report(deferral);

    private bool IsSettled_NeedsLock => _slots.Taken == 0 && _oldest is null;

    private IEnumerable<Deferral> Linked_NeedsLock()
    {
        for (var deferral = _oldest; deferral is not null; deferral = deferral.Newer)
            yield return deferral;
    }

    private Refusal Limit_NeedsLock(Deferral deferral)
    {
        var account = deferral.Account;
        if (account.Outstanding >= settings.PerRequest)
            return Refusal.RequestFull;
        if (!account.IsNested)
            return Refusal.None;
        return account.Depth > settings.NestedDepth ? Refusal.TooDeep
            : account.Root.Nested >= settings.NestedCount ? Refusal.TooMany
            : Refusal.None;
    }

    private Refusal TakeSlots_NeedsLock(Deferral deferral)
    {
        if (_slots.IsFull)
            return Refusal.ProcessFull;
        if (deferral.PoolSlots is { IsFull: true })
            return Refusal.PoolFull;
        _slots.Take();
        deferral.PoolSlots?.Take();
        deferral.HasSlot = true;
        return Refusal.None;
    }

    private Slots WaitedFor(Deferral deferral, Refusal refusal) => refusal == Refusal.PoolFull ? deferral.PoolSlots! : _slots;

    private void Link_NeedsLock(Deferral deferral)
    {
        var account = deferral.Account;
        if (account.OpenedAt == 0)
            account.OpenedAt = clock.GetTimestamp();
        if (account.Outstanding++ == 0 && account.IsRequest)
            _openRequests++;
        if (account.IsNested)
            account.Root.Nested++;
        deferral.IsLinked = true;
        deferral.Older = _newest;
        if (_newest is { } newest)
            newest.Newer = deferral;
        else
            _oldest = deferral;
        _newest = deferral;
    }

    private void Unlink_NeedsLock(Deferral deferral)
    {
        if (--deferral.Account.Outstanding == 0 && deferral.Account.IsRequest)
            _openRequests--;
        deferral.IsLinked = false;
        if (deferral.Older is { } older)
            older.Newer = deferral.Newer;
        else
            _oldest = deferral.Newer;
        if (deferral.Newer is { } newer)
            newer.Older = deferral.Older;
        else
            _newest = deferral.Older;
        deferral.Older = deferral.Newer = null;
    }
}
