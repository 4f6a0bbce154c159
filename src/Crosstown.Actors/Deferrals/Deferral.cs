using System.Diagnostics;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors;

/// <summary>The receipt for one piece of deferred work. It does not promise that the work runs: <see cref="Fate"/> tells how it ended. Thread-safe. It may be told to an actor of the same process.</summary>
[DebuggerDisplay("{Id} {Kind} {Fate}")]
public sealed class Deferral : INoSerializationVerificationNeeded
{
    // Pending ◄─► Running ──► Over           (back to Pending after a failed attempt that is not the last)
    //    │           └──────► Detached (fate by timeout, drain, lost routee; or a failure that is being reported) ──► Over
    //    └──────────────────► Over
    // Each step is made under the ledger's lock, so a deferral gets one fate. State and fate are volatile, so that they can be read without the lock.
    private volatile DeferralState _state;

    /// <summary>A byte, and the source location as two fields, because there is one deferral for each piece of work. 0 for none.</summary>
    private volatile byte _fate;
    private readonly int _callerLine;
    private readonly string? _callerFile;

    /// <summary>Null until it is needed. Created under the ledger's lock, which also guards the object's members.</summary>
    private volatile DeferralDetails? _details;

    private ILoad? _load;

    /// <summary>Creates a receipt without a host, for tests: of a handler's <see cref="TrafficContext"/>, or for a stand-in of <see cref="ITraffic"/> to return. Nothing runs.</summary>
    /// <param name="kind">Its <see cref="Kind"/>.</param>
    /// <param name="pool">Its <see cref="Pool"/>; <see cref="PoolNames.SameThread"/> for a lane.</param>
    /// <param name="request">The request that deferred it, with its response; null for work without a request.</param>
    /// <param name="fate">Its fate; null for one that is outstanding until it is cancelled.</param>
    /// <param name="exception">The exception of a failure.</param>
    public Deferral(string kind, string pool = PoolNames.Default, RequestSnapshot? request = null, Fate? fate = null, Exception? exception = null)
        : this(HostlessDeferrals.AccountOf(request), HostlessDeferrals.PlanOf(pool), null, new NamedWork(kind), default)
    {
        Ordinal = 1;
        if (fate is { } ended)
            TryEnd(ended, exception: exception);
    }

    internal Deferral(TrafficAccount account, DeferralPlan plan, CallerContext? caller, Work work, SourceLocation deferredAt, DeferralTimes? times = null)
    {
        if (times is not null)
            _details = new DeferralDetails { Times = times };
        Account = account;
        Plan = plan;
        Caller = caller;
        Work = work;
        (_callerFile, _callerLine) = (deferredAt.File, deferredAt.Line);
    }

    /// <summary>Identifies it in logs, spans and the drain's report.</summary>
    public DeferralId Id => new(Account.Number, Ordinal);

    /// <summary>
    /// The work in words: handler and message, such as <c>PlaceCallHandler(PlaceCall)</c>, or the method that has the delegate. A delegate is not kept once the deferral has ended; then
    /// this is <c>delegate</c>, unless the deferral failed or was abandoned.
    /// </summary>
    public string Kind => _details?.Kind ?? Work.Kind;

    /// <summary>The name of the pool that runs it, or <c>same-thread</c>.</summary>
    public string Pool => Plan.SameThread ? PoolNames.SameThread : Plan.PoolName;

    /// <summary>How it ended, or null while it is outstanding.</summary>
    public Fate? Fate => _fate is > 0 and var fate ? (Fate)fate : null;

    /// <summary>How far its request's response had provably got when the deferral was released; null before that, and for work deferred without a request.</summary>
    public WireLevel? Level => Request?.Response.Level;

    /// <summary>Why it has its fate, such as the rule, the veto or the refusal; null while it is outstanding, and for a fate without a reason.</summary>
    public string? Reason => Fate is null ? null : _details?.Reason;

    /// <summary>The exception of a deferral whose fate is <see cref="Fate.Failed"/>; null otherwise, and when its routee stopped.</summary>
    public Exception? Exception => Fate is null ? null : _details?.Exception;

    /// <summary>How many attempts of it have started: 0 before the first, and more than 1 only with <see cref="DeferralOptions.Retry"/> or <c>retry</c> in the settings.</summary>
    public int Attempts => _details is { Attempts: > 0 and var attempts } ? attempts : Fate is Actors.Fate.Ran || IsRunning || HadStarted ? 1 : 0;

    /// <summary>Its number in the order in which its request's deferrals were dispatched, from 1, across all pools; one that waits for others (<see cref="ITraffic.WhenAll"/>) has its place in the order deferred. 0 if it has not been dispatched, and for work deferred without a request.</summary>
    public int DispatchOrder { get; internal set; }

    internal TrafficAccount Account { get; }

    internal DeferralPlan Plan { get; }

    /// <summary>Culture, trace and the application's own context at the call; null for work that runs on the caller's thread.</summary>
    internal CallerContext? Caller { get; }

    internal Work Work { get; }

    /// <summary>Its number in the order of admission, from 1; 0 if it was refused. Set by the admitting thread before another thread sees the deferral.</summary>
    internal int Ordinal { get; set; }

    /// <summary>The request with the response by which the deferral was judged; null before that, and without a request.</summary>
    internal RequestSnapshot? Request => Account.Request is { HasResponse: true } request ? request : null;

    /// <summary>The endpoint of its request, such as <c>POST /campaigns</c>, also while that is still open; null without a request.</summary>
    internal string? Endpoint => Account.Request?.Endpoint;

    /// <summary>Where the application's source made the deferring call.</summary>
    internal SourceLocation DeferredAt => new(_callerFile, _callerLine);

    /// <summary>When it was released, as a timestamp of the application's clock; 0 before. Set before it is dispatched.</summary>
    internal long ReleasedAt { get; set; }

    /// <summary>The load of the routee or lane that it was dispatched to, until it has left; null if the router does not count. Set before it is sent to the worker.</summary>
    internal ILoad? Load { get => _load; set => _load = value; }

    /// <summary>Whether a routee of a pool runs it.</summary>
    internal bool UsesPool => !Plan.SameThread && !Work.IsHandedOver;

    /// <summary>The slots of its pool; null if the pool has no capacity of its own.</summary>
    internal Slots? PoolSlots => UsesPool ? Plan.PoolSlots : null;

    internal bool IsPending => _state == DeferralState.Pending;

    internal bool IsRunning => _state == DeferralState.Running;

    /// <summary>Whether its code had begun when it was abandoned.</summary>
    internal bool HadStarted => _details is { HadStarted: true };

    /// <summary>Whether it has its fate and its code, if it ever began, has returned.</summary>
    internal bool IsOver => _state == DeferralState.Over;

    /// <summary>Whether it has taken slots and not given them back. Guarded by the ledger's lock.</summary>
    internal bool HasSlot { get; set; }

    // Whether it is in the ledger's linked list, and its neighbours there. Guarded by the ledger's lock.
    internal bool IsLinked { get; set; }
    internal Deferral? Older { get; set; }
    internal Deferral? Newer { get; set; }

    private Ledger Ledger => Account.Ledger;

    /// <summary>Cancels it if it has not started; cancels its token if it runs. Code that ignores the token may still end as <see cref="Fate.Ran"/>.</summary>
    /// <returns>False when it had already ended.</returns>
    public bool Cancel() => this.CancelPending("cancelled by its receipt") || this.CancelRunning(CancelCause.Receipt);

    /// <summary>Completes when it has its fate.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="InvalidOperationException">
    /// The wait would never end: the request that deferred it is still open, or the caller is a same-thread deferral on the lane that it needs. Thrown at the call.
    /// </exception>
    public Task<Fate> WaitAsync(CancellationToken cancellationToken = default)
    {
        if (Fate is null)
            EndlessWait.ThrowIfEndless(this);
        var fate = this.FateAsync();
        return fate.IsCompleted ? fate : fate.WaitAsync(cancellationToken);
    }

    /// <summary>Id and work, such as <c>81-3 PlaceCallHandler(PlaceCall)</c>; see <see cref="Kind"/>.</summary>
    public override string ToString() => $"{Id} {Kind}";

    /// <summary>Moves it from pending to running; the caller then runs its code. False when it has started or ended.</summary>
    internal bool TryStart()
    {
        var now = _details?.Times?.Now;
        lock (Ledger.Guard)
        {
            if (_state != DeferralState.Pending)
                return false;
            _state = DeferralState.Running;
            _details?.Times?.Started ??= now;
            if (Plan.Waits?.Retry is not null)
                Details_NeedsLock().Attempts++;
            return true;
        }
    }

    /// <summary>Moves it from running back to pending, for another attempt. False when it is not running.</summary>
    internal bool GoBackToPending_NeedsLock()
    {
        if (_state != DeferralState.Running)
            return false;
        _state = DeferralState.Pending;
        return true;
    }

    /// <summary>Gives it its fate, if it has none.</summary>
    /// <param name="fate">How it ended.</param>
    /// <param name="reason">Why, or null; without one the message of <paramref name="exception"/> is the reason.</param>
    /// <param name="exception">The exception of a failure.</param>
    /// <param name="codeStillRuns">Whether its code has not returned. It then keeps its slot until <see cref="CodeReturned"/> is called.</param>
    internal bool TryEnd(Fate fate, string? reason = null, Exception? exception = null, bool codeStillRuns = false) =>
        TryEnd(onlyPending: false, fate, reason, exception, codeStillRuns);

    /// <summary>Called when the code has returned. Gives the slots back if the fate came before that.</summary>
    internal void CodeReturned()
    {
        // Checking without the lock is safe: a deferral becomes Detached only while its code runs, and the code has returned, so one that is not Detached now never will be.
        if (_state != DeferralState.Detached)
            return;
        IActorRef[] watchers;
        lock (Ledger.Guard)
        {
            if (_state != DeferralState.Detached)
                return;
            watchers = Leave_NeedsLock();
        }

        TellLeft(watchers);
    }

    /// <summary>Registers an actor that is told when this deferral has its fate and its code has returned. Idempotent.</summary>
    /// <returns>False when both are so already: the actor is not told.</returns>
    internal bool TryAwait(IActorRef watcher)
    {
        lock (Ledger.Guard)
        {
            if (_state == DeferralState.Over)
                return false;
            var details = Details_NeedsLock();
            if (!details.Watchers.Contains(watcher))
                details.Watchers = [.. details.Watchers, watcher];
            return true;
        }
    }

    /// <summary>Counts its routee's or lane's load down. Idempotent. Thread-safe.</summary>
    internal void FreeRoutee() => Interlocked.Exchange(ref _load, null)?.Release();

    /// <summary>Frees the routee, and tells the gate: called by the worker when it has finished with the deferral, or by the dead letter listener when the worker never received it.</summary>
    internal void LeaveWorker()
    {
        FreeRoutee();
        if (_details is not null)
            this.TellGate();
    }

    /// <summary>Gives it its fate, if it has none and, with <paramref name="onlyPending"/>, has not started.</summary>
    internal bool TryEnd(bool onlyPending, Fate fate, string? reason, Exception? exception, bool codeStillRuns)
    {
        TaskCompletionSource<Fate>? waiter;
        IActorRef[] watchers = [];
        // Before the fate can be seen: code that waits for the fate and then defers finds the routee free. The worker frees it, too, later, and without effect.
        if (!onlyPending && !codeStillRuns)
            FreeRoutee();
        // Outside the lock: an exception's message is code of the application's.
        reason ??= exception is null ? null : SafeMessage.Of(exception);
        // Who asks later, in a log or a report, finds no delegate to name.
        var kind = codeStillRuns || fate is Actors.Fate.Failed or Actors.Fate.Abandoned ? Kind : null;
        var now = _details?.Times?.Now;
        lock (Ledger.Guard)
        {
            if (_state is not (DeferralState.Pending or DeferralState.Running) || (onlyPending && _state != DeferralState.Pending))
                return false;
            // Of a deferral that has just gone back to pending, no code runs.
            codeStillRuns &= _state == DeferralState.Running;
            if (reason is not null)
            {
                var details = Details_NeedsLock();
                details.Reason = reason;
                details.Exception = exception;
                details.Kind = kind;
                details.HadStarted = _state == DeferralState.Running || details.Attempts > 0;
            }

            waiter = _details?.Waiter;
            _details?.Run = null;
            _details?.Times?.Ended = now;
            // Written after reason and exception, so that a reader without the lock that sees the fate sees them, too.
            _fate = (byte)fate;
            Ledger.Ended_NeedsLock(this, fate);
            // A failure is reported, outside the lock, before its slot is given back. So when SettledAsync completes, every failure is in the log.
            if (codeStillRuns || fate == Actors.Fate.Failed)
                _state = DeferralState.Detached;
            else
                watchers = Leave_NeedsLock();
        }

        Ledger.Report(this);
        if (fate == Actors.Fate.Failed && !codeStillRuns)
            CodeReturned();

        TellLeft(watchers);
        waiter?.TrySetResult(fate);
        // Not for a refusal: the exception thrown to the caller names the refused work.
        if (fate != Actors.Fate.Refused)
            Work.Drop();
        return true;
    }

    private IActorRef[] Leave_NeedsLock()
    {
        _state = DeferralState.Over;
        Ledger.Left_NeedsLock(this);
        return _details?.Watchers ?? [];
    }

    private void TellLeft(IActorRef[] watchers)
    {
        foreach (var watcher in watchers)
            watcher.Tell(new DeferralLeft(this), ActorRefs.NoSender);
    }

    internal DeferralDetails Details_NeedsLock() => _details ??= new DeferralDetails();
}
