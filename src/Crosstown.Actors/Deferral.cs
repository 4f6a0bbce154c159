using System.Diagnostics;
using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors;

/// <summary>A receipt for one piece of deferred work: not a promise that it runs. Thread-safe. It is the message that travels through actors, too, and never leaves the process.</summary>
[DebuggerDisplay("{Id} {Kind} {Fate}")]
public abstract class Deferral : INoSerializationVerificationNeeded
{
    private const int Pending = 0;
    private const int Running = 1;
    private const int Ended = 16;

    /// <summary>Added to an ended state while the code still runs: the fate came first (timeout, drain).</summary>
    private const int Detained = 64;

    /// <summary>Pending → Running → Ended + fate, or Pending → Ended + fate. Each step is one compare-exchange, so each deferral has one fate. Detained is taken away once.</summary>
    private int _state;

    /// <summary>Set before anybody else can see the deferral; replaced once, by compare-exchange, by the <see cref="DeferralDetails"/> with the same terms.</summary>
    private DeferralTerms _terms = null!;

    /// <summary>Taken by whoever counts it out: the exchange makes that one.</summary>
    private RouteeLoad? _routee;

    private protected Deferral()
    {
    }

    /// <summary>Names it in logs, spans and the drain's report.</summary>
    public DeferralId Id => new(Traffic?.Number ?? 0, Ordinal);

    /// <summary>How it ended, or null while it is outstanding.</summary>
    public Fate? Fate => Volatile.Read(ref _state) is var state && state >= Ended ? (Fate)((state & ~Detained) - Ended) : null;

    /// <summary>How far its request's response had provably got when it was released; null before that, and for work that waited for no response.</summary>
    public WireLevel? Level => Traffic?.Request?.Response.Level;

    /// <summary>Why, for a fate that has a reason: the rule, the veto, the refusal. Null otherwise.</summary>
    public string? Reason
    {
        get
        {
            if (Fate is null || DetailsOrNull is not { } details)
                return null;
            lock (details)
                return details.Reason;
        }
    }

    /// <summary>What it threw, once its fate is <see cref="Fate.Failed"/>; null otherwise.</summary>
    public Exception? Exception
    {
        get
        {
            if (Fate is null || DetailsOrNull is not { } details)
                return null;
            lock (details)
                return details.Exception;
        }
    }

    /// <summary>Its place in the order in which its request's deferrals were dispatched, from 1, whatever their pools; 0 before that, for one that never was, and for work that waited for no response.</summary>
    public int Dispatched { get; internal set; }

    /// <summary>The traffic it belongs to. Written once, before anybody else can see the deferral.</summary>
    internal TrafficGate? Traffic { get; set; }

    /// <summary>The deferral admitted before it in the same traffic. Written by the admitting thread before the exchange that publishes it.</summary>
    internal Deferral? Previous { get; set; }

    /// <summary>Its place in the order admitted, from 1; 0 for one that was refused. Written as <see cref="Previous"/> is.</summary>
    internal int Ordinal { get; set; }

    /// <summary>Set once, before anybody else can see the deferral.</summary>
    internal DeferralTerms Terms
    {
        get => Volatile.Read(ref _terms);
        set => _terms = value;
    }

    internal DeferralPlan Plan => Terms.Plan;

    /// <summary>When it was released, by the system's clock; 0 where nobody measures waits. Set, if at all, before anybody else can see the deferral.</summary>
    internal long ReleasedAt
    {
        get => DetailsOrNull is { ReleasedAt: > 0 and var own } ? own : Traffic!.ReleasedAt;
        set => Details().ReleasedAt = value;
    }

    internal CapturedContext? Captured => Terms.Captured;

    /// <summary>What counts it at its routee, until it leaves that. Set before it is sent there; null in a pool that does not count.</summary>
    internal RouteeLoad? Routee
    {
        get => Volatile.Read(ref _routee);
        set => _routee = value;
    }

    /// <summary>The work in words, for logs and reports: the handler's or the message's type, or the delegate's method.</summary>
    internal abstract string Kind { get; }

    /// <summary>The message, where it is one; else the deferral itself. What a redirected pool is told.</summary>
    internal virtual object Payload => this;

    /// <summary>Whether it can run on the caller's own thread: a synchronous delegate.</summary>
    internal virtual bool IsSynchronous => false;

    /// <summary>Whether it runs with nothing around it: no token, no services, no context.</summary>
    internal virtual bool IsBare => false;

    /// <summary>Whether it has a DI scope in which injected traffic must be its own.</summary>
    internal virtual bool HasServices => false;

    internal bool IsPending => Volatile.Read(ref _state) == Pending;

    internal bool IsRunning => Volatile.Read(ref _state) == Running;

    /// <summary>Whether it has its fate and its code, if it ever began, is over.</summary>
    internal bool HasLeft => Volatile.Read(ref _state) is >= Ended and < Detained;

    /// <summary>Whether a routee of its pool runs it: not on a lane, nor handed over by the request's actor itself.</summary>
    internal bool UsesPool => MayUsePool(Plan);

    /// <summary>As <see cref="UsesPool"/>, before the plan is set.</summary>
    internal virtual bool MayUsePool(DeferralPlan plan) => !plan.SameThread;

    /// <summary>Cancels it if it has not started; asks it to stop through its token if it runs.</summary>
    /// <returns>False when it had already ended.</returns>
    public bool Cancel() => CancelPending("cancelled by its receipt") || CancelRunning(CancelCause.Receipt);

    /// <summary>Completes with its fate.</summary>
    /// <exception cref="InvalidOperationException">
    /// The request that deferred it is still open, or the caller holds the same thread that it needs: the wait would never end.
    /// </exception>
    public Task<Fate> WaitAsync(CancellationToken cancellationToken = default)
    {
        if (Fate is { } fate)
            return Task.FromResult(fate);
        Traffic?.ThrowIfWaitWouldNeverEnd(this);
        var details = Details();
        lock (details)
        {
            // The end publishes the state before it looks for a waiter, and the waiter is made under this lock after this look: one of the two sees the other.
            if (Fate is { } now)
                return Task.FromResult(now);
            details.Waiter ??= new TaskCompletionSource<Fate>(TaskCreationOptions.RunContinuationsAsynchronously);
            return details.Waiter.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Such as <c>81-3 PlaceCallHandler(PlaceCall)</c>; of a delegate that has ended, <c>81-3 delegate</c>.</summary>
    public override string ToString() => $"{Id} {Kind}";

    /// <summary>Starts the work. Null or a completed task when it is done; what it throws is its failure. <paramref name="run"/> is null only for a bare one.</summary>
    internal abstract Task? Start(DeferralRun? run);

    /// <summary>Lets go of the work, so that a receipt that is kept keeps no more than itself.</summary>
    internal abstract void Drop();

    internal bool TryStart() => Interlocked.CompareExchange(ref _state, Running, Pending) == Pending;

    /// <summary>Ends a deferral that has not started. False when it has.</summary>
    internal bool CancelPending(string reason) => TryEndFrom(Pending, Actors.Fate.Cancelled, reason, null, keepsSlot: false);

    /// <summary>As <see cref="CancelPending"/>, where what it waited for has failed.</summary>
    internal bool FailPending(string reason, Exception exception) => TryEndFrom(Pending, Actors.Fate.Failed, reason, exception, keepsSlot: false);

    /// <summary>Cancels the token of a deferral that runs, now or as soon as it has one. False when it has ended.</summary>
    internal bool CancelRunning(CancelCause cause)
    {
        var details = Details();
        DeferralRun? run;
        lock (details)
        {
            if (Fate is not null)
                return false;
            if (details.Cause == CancelCause.None)
                details.Cause = cause;
            run = details.Run;
        }

        run?.Cancel(cause);
        return true;
    }

    /// <summary>Makes a run that can be cancelled known. A cancellation that came first is applied at once.</summary>
    internal void Attach(DeferralRun run)
    {
        var details = Details();
        CancelCause cause;
        lock (details)
        {
            details.Run = run;
            cause = details.Cause;
        }

        if (cause != CancelCause.None)
            run.Cancel(cause);
    }

    /// <summary>Gives it its fate, if it has none. The caller that does so settles the ledger, once.</summary>
    /// <param name="fate">How it ended.</param>
    /// <param name="reason">Why, where there is something to say.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="keepsSlot">Its code still runs: the run gives the slot back when that returns.</param>
    internal bool TryEnd(Fate fate, string? reason = null, Exception? exception = null, bool keepsSlot = false)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state >= Ended)
                return false;
            if (TryEndFrom(state, fate, reason, exception, keepsSlot))
                return true;
        }
    }

    /// <summary>Ends it as abandoned, if it has no fate; code that runs keeps its slot.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="hadStarted">Whether it ran, at the moment of its end.</param>
    internal bool TryAbandon(string reason, out bool hadStarted)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            hadStarted = state == Running;
            if (state >= Ended)
                return false;
            if (TryEndFrom(state, Actors.Fate.Abandoned, reason, null, keepsSlot: hadStarted))
                return true;
        }
    }

    /// <summary>The code of one that kept its slot beyond its fate has returned.</summary>
    internal void Leave()
    {
        // Detained comes with the fate, in the same exchange, and the fate is here: without it there is nothing to take away.
        if (Volatile.Read(ref _state) < Detained)
            return;
        var was = Interlocked.And(ref _state, ~Detained);
        if ((was & Detained) != 0)
            Traffic!.OnLeft(this);
    }

    /// <summary>Its routee goes on without it, or is no more. Called more than once, it counts once.</summary>
    internal void LeaveRoutee()
    {
        if (Volatile.Read(ref _routee) is not null)
            Interlocked.Exchange(ref _routee, null)?.Release();
    }

    private bool TryEndFrom(int state, Fate fate, string? reason, Exception? exception, bool keepsSlot)
    {
        var ended = Ended + (int)fate + (keepsSlot ? Detained : 0);
        if (reason is null && exception is null)
        {
            if (Interlocked.CompareExchange(ref _state, ended, state) != state)
                return false;
        }
        else
        {
            var details = Details();
            lock (details)
            {
                // Under the lock, so that whoever sees the fate and then takes the lock sees the reason too.
                if (Interlocked.CompareExchange(ref _state, ended, state) != state)
                    return false;
                details.Reason = reason ?? exception!.Message;
                details.Exception = exception;
            }
        }

        Traffic?.OnEnded(this, fate, keepsSlot);
        if (DetailsOrNull is { } present)
        {
            TaskCompletionSource<Fate>? waiter;
            lock (present)
            {
                waiter = present.Waiter;
                present.Run = null;
            }

            waiter?.TrySetResult(fate);
        }

        // One that was refused is its caller's alone, and the exception will say what it was.
        if (Ordinal > 0)
            Drop();
        return true;
    }

    /// <summary>A reason, an exception, a waiter, a run that can be cancelled: null while it has none of these.</summary>
    private DeferralDetails? DetailsOrNull => Volatile.Read(ref _terms) as DeferralDetails;

    private DeferralDetails Details()
    {
        var terms = Volatile.Read(ref _terms);
        if (terms is DeferralDetails present)
            return present;
        var made = new DeferralDetails(terms);
        return Interlocked.CompareExchange(ref _terms, made, terms) is DeferralDetails other ? other : made;
    }
}
