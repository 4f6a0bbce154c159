using System.Diagnostics;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors;

/// <summary>A receipt for one piece of deferred work: not a promise that it runs. Thread-safe. It may be told to an actor of the same process.</summary>
[DebuggerDisplay("{Id} {Kind} {Fate}")]
public sealed class Deferral : INoSerializationVerificationNeeded
{
    // Pending ──► Running ──► Over
    //    │           └──────► Detached (fate by timeout, drain, lost routee) ──► Over
    //    └──────────────────► Over
    // Every step is made under the ledger's lock, so each deferral has one fate. State and fate are volatile: they may be read without the lock.
    private volatile DeferralState _state;
    private volatile Fate _fate;

    /// <summary>Null while it has no need of any. Made under the ledger's lock; the object's members are guarded by it.</summary>
    private volatile DeferralDetails? _details;

    internal Deferral(TrafficAccount account, DeferralPlan plan, CallerContext? caller, Work work)
    {
        Account = account;
        Plan = plan;
        Caller = caller;
        Work = work;
    }

    /// <summary>Names it in logs, spans and the drain's report.</summary>
    public DeferralId Id => new(Account.Number, Ordinal);

    /// <summary>How it ended, or null while it is outstanding.</summary>
    public Fate? Fate => _fate is > 0 and var fate ? fate : null;

    /// <summary>How far its request's response had provably got when it was released; null before that, and for work that waited for no response.</summary>
    public WireLevel? Level => Request?.Response.Level;

    /// <summary>Why, for a fate that has a reason: the rule, the veto, the refusal. Null otherwise.</summary>
    public string? Reason => Fate is null ? null : _details?.Reason;

    /// <summary>What it threw, once its fate is <see cref="Fate.Failed"/>; null otherwise.</summary>
    public Exception? Exception => Fate is null ? null : _details?.Exception;

    /// <summary>Its place in the order in which its request's deferrals were dispatched, from 1, whatever their pools; 0 before that, for one that never was, and for work without a request.</summary>
    public int DispatchOrder { get; internal set; }

    internal TrafficAccount Account { get; }

    internal DeferralPlan Plan { get; }

    /// <summary>Culture, trace and the application's own context at the call; null for what runs on the caller's thread.</summary>
    internal CallerContext? Caller { get; }

    internal Work Work { get; }

    /// <summary>Its place in the order admitted, from 1; 0 for one that was refused. Set by the admitting thread before anybody else sees the deferral.</summary>
    internal int Ordinal { get; set; }

    /// <summary>The request whose response was waited for. Set by the request's actor before it judges; null before that, and without a request.</summary>
    internal RequestSnapshot? Request { get; set; }

    /// <summary>When it was released, by the application's clock; 0 where nobody measures waits. Set before it is dispatched.</summary>
    internal long ReleasedAt { get; set; }

    /// <summary>The load of the routee or lane that it was dispatched to, until it has left that; null where nobody counts. Set before it is told there, and then the worker's.</summary>
    internal ILoad? Load { get; set; }

    /// <summary>The work in words: the handler's or the message's type, or the delegate's method (<c>delegate</c> once that has ended).</summary>
    internal string Kind => Work.Kind;

    /// <summary>Where it runs, as metrics and contexts name it.</summary>
    internal string Pool => Plan.SameThread ? PoolNames.SameThread : Plan.PoolName;

    /// <summary>Whether a routee of a pool runs it.</summary>
    internal bool UsesPool => !Plan.SameThread && !Work.IsHandedOver;

    /// <summary>The slots of its pool, where that has a limit of its own.</summary>
    internal Slots? PoolSlots => UsesPool ? Plan.PoolSlots : null;

    internal bool IsPending => _state == DeferralState.Pending;

    internal bool IsRunning => _state == DeferralState.Running;

    /// <summary>Whether it has its fate and its code, if it ever began, has returned.</summary>
    internal bool IsOver => _state == DeferralState.Over;

    /// <summary>Whether it has taken slots that are not given back yet. Guarded by the ledger's lock.</summary>
    internal bool HasSlot { get; set; }

    // Whether it is in the ledger's set, and its neighbours there. Guarded by the ledger's lock.
    internal bool IsLinked { get; set; }
    internal Deferral? Older { get; set; }
    internal Deferral? Newer { get; set; }

    private Ledger Ledger => Account.Ledger;

    /// <summary>Cancels it if it has not started; asks it to stop through its token if it runs.</summary>
    /// <returns>False when it had already ended.</returns>
    public bool Cancel() => CancelPending("cancelled by its receipt") || CancelRunning(CancelCause.Receipt);

    /// <summary>Completes with its fate.</summary>
    /// <exception cref="InvalidOperationException">
    /// The request that deferred it is still open, or the caller holds the same thread that it needs: the wait would never end.
    /// </exception>
    public Task<Fate> WaitAsync(CancellationToken cancellationToken = default)
    {
        if (Fate is null)
            ThrowIfWaitWouldNeverEnd();
        lock (Ledger.Guard)
        {
            if (Fate is { } fate)
                return Task.FromResult(fate);
            var details = Details_NeedsLock();
            details.Waiter ??= new TaskCompletionSource<Fate>(TaskCreationOptions.RunContinuationsAsynchronously);
            return details.Waiter.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Such as <c>81-3 PlaceCallHandler(PlaceCall)</c>; of a delegate that has ended, <c>81-3 delegate</c>.</summary>
    public override string ToString() => $"{Id} {Kind}";

    /// <summary>Claims the right to run its code. False when it has ended.</summary>
    internal bool TryStart()
    {
        lock (Ledger.Guard)
        {
            if (_state != DeferralState.Pending)
                return false;
            _state = DeferralState.Running;
            return true;
        }
    }

    /// <summary>Gives it its fate, if it has none.</summary>
    /// <param name="fate">How it ended.</param>
    /// <param name="reason">Why, where there is something to say.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="codeStillRuns">Its code has not returned: <see cref="CodeReturned"/> follows, and it keeps its slot until then.</param>
    internal bool TryEnd(Fate fate, string? reason = null, Exception? exception = null, bool codeStillRuns = false) =>
        TryEnd(onlyPending: false, fate, reason, exception, codeStillRuns);

    /// <summary>Ends it if it has not started.</summary>
    internal bool CancelPending(string reason) => TryEnd(onlyPending: true, Actors.Fate.Cancelled, reason, null, codeStillRuns: false);

    /// <summary>Ends it as abandoned, if it has no fate. <paramref name="hadStarted"/>: its code was running.</summary>
    internal bool TryAbandon(string reason, out bool hadStarted)
    {
        // A start may come between the two steps: then the second sees it.
        hadStarted = false;
        return TryEnd(onlyPending: true, Actors.Fate.Abandoned, reason, null, codeStillRuns: false)
            || (hadStarted = TryEnd(onlyPending: false, Actors.Fate.Abandoned, reason, null, codeStillRuns: true));
    }

    /// <summary>Ends it, if it has not started, because the actor that held it has gone.</summary>
    internal void Lose(string reason) =>
        TryEnd(onlyPending: true, Ledger.IsOver ? Actors.Fate.Abandoned : Actors.Fate.Failed, reason, null, codeStillRuns: false);

    /// <summary>The code of a deferral that had its fate before has returned.</summary>
    internal void CodeReturned()
    {
        // It becomes Detached only while its code runs, and the caller is that code's end: what is not Detached now never will be.
        if (_state != DeferralState.Detached)
            return;
        IActorRef? sequence;
        lock (Ledger.Guard)
        {
            if (_state != DeferralState.Detached)
                return;
            sequence = Leave_NeedsLock();
        }

        sequence?.Tell(new DeferralLeft(this), ActorRefs.NoSender);
    }

    /// <summary>Has the actor told when this deferral has its fate and its code has returned.</summary>
    /// <returns>False when that is so already: nobody will be told.</returns>
    internal bool TryAwait(IActorRef sequence)
    {
        lock (Ledger.Guard)
        {
            if (_state == DeferralState.Over)
                return false;
            Details_NeedsLock().Sequence = sequence;
            return true;
        }
    }

    /// <summary>Cancels the token of its running code, now or as soon as it has one.</summary>
    /// <returns>False when it has ended.</returns>
    internal bool CancelRunning(CancelCause cause)
    {
        IDeferralRun? run;
        lock (Ledger.Guard)
        {
            if (Fate is not null)
                return false;
            var details = Details_NeedsLock();
            if (details.Cause == CancelCause.None)
                details.Cause = cause;
            run = details.Run;
        }

        run?.Cancel(cause);
        return true;
    }

    /// <summary>Makes its running code known to <see cref="CancelRunning"/>. A cancellation that came before is applied at once.</summary>
    internal void Attach(IDeferralRun run)
    {
        CancelCause cause;
        lock (Ledger.Guard)
        {
            var details = Details_NeedsLock();
            details.Run = run;
            cause = details.Cause;
        }

        if (cause != CancelCause.None)
            run.Cancel(cause);
    }

    /// <summary>Its worker is done with it, or will never come to it. Called by one or the other.</summary>
    internal void LeaveWorker()
    {
        var load = Load;
        Load = null;
        load?.Release();
    }

    private bool TryEnd(bool onlyPending, Fate fate, string? reason, Exception? exception, bool codeStillRuns)
    {
        TaskCompletionSource<Fate>? waiter;
        IActorRef? sequence = null;
        bool codeHasReturned;
        // Outside the lock: an exception's message is code of the application's.
        reason ??= exception is null ? null : SafeMessage.Of(exception);
        lock (Ledger.Guard)
        {
            if (_state is not (DeferralState.Pending or DeferralState.Running) || (onlyPending && _state != DeferralState.Pending))
                return false;
            if (reason is not null)
            {
                var details = Details_NeedsLock();
                details.Reason = reason;
                details.Exception = exception;
            }

            waiter = _details?.Waiter;
            _details?.Run = null;
            // After reason and exception: whoever sees the fate, with the lock or without, sees them too.
            codeHasReturned = _state == DeferralState.Running && !codeStillRuns;
            _fate = fate;
            Ledger.Ended_NeedsLock(this, fate);
            // A failure is reported before the deferral leaves: whoever waits until all is settled finds it in the log.
            if (codeStillRuns || fate == Actors.Fate.Failed)
                _state = DeferralState.Detached;
            else
                sequence = Leave_NeedsLock();
        }

        // Before anybody is told of the fate: whoever waits for that and then defers finds the routee free. The worker, which says so too, hears of the end after this.
        if (codeHasReturned)
            LeaveWorker();
        if (fate == Actors.Fate.Failed)
        {
            Ledger.Report(this);
            if (!codeStillRuns)
                CodeReturned();
        }

        sequence?.Tell(new DeferralLeft(this), ActorRefs.NoSender);
        waiter?.TrySetResult(fate);
        // The exception that tells a caller of a refusal still says what was refused.
        if (fate != Actors.Fate.Refused)
            Work.Drop();
        return true;
    }

    private IActorRef? Leave_NeedsLock()
    {
        _state = DeferralState.Over;
        Ledger.Left_NeedsLock(this);
        return _details?.Sequence;
    }

    private DeferralDetails Details_NeedsLock() => _details ??= new DeferralDetails();

    private void ThrowIfWaitWouldNeverEnd()
    {
        if (!Account.IsReleased)
            throw new InvalidOperationException($"The request that made deferral {this} is still open: it starts only after the response, so this wait would never end.");
        if (Plan.SameThread && RunsOnLane.Value is { IsRunning: true } running && running.Account.Lane == Account.Lane)
            throw new InvalidOperationException($"Deferral {this} needs the same thread that {running} holds while it waits: this wait would never end.");
    }

    /// <summary>The same-thread deferral whose code runs here, so that a wait for another one on the same thread is an error rather than a deadlock.</summary>
    internal static AsyncLocal<Deferral?> RunsOnLane { get; } = new();
}
