using System.Diagnostics;
using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>
/// One request's traffic, seen from the threads that defer: admits, keeps what was admitted in order, seals once.
/// <para>
/// One atomic word decides between a Tell and the seal: <see cref="_head"/> is the deferral admitted last, whose ordinal is the count,
/// or this gate itself once closed. A Tell moves it from one deferral to the next; the seal exchanges it for the gate and learns the final
/// count and the last deferral in the same instant. Whatever was admitted is reachable from there; whatever comes later sees the gate and is refused.
/// </para>
/// </summary>
[DebuggerDisplay("traffic {Number}: {Admitted} admitted, closed {IsClosed}")]
internal partial class TrafficGate : INoSerializationVerificationNeeded
{
    /// <summary>Null, the deferral admitted last, or this gate: closed. Moved by compare-exchange only.</summary>
    private object? _head;

    /// <summary>What <see cref="_head"/> was when the gate closed, or this gate if nothing had been admitted. Null before; written once, by the thread that closed.</summary>
    private object? _last;

    /// <summary>When its first deferral came and, once <see cref="_isTimed"/>, when its release began: by then nobody asks for the first any more.</summary>
    private long _since;
    private bool _isTimed;

    /// <param name="system">The host's.</param>
    /// <param name="request">The request whose response is over already; null for a request's own gate, and for work without one.</param>
    public TrafficGate(TrafficSystem system, RequestSnapshot? request = null)
    {
        System = system;
        Number = system.NextTraffic();
        _request = request;
    }

    public TrafficSystem System { get; }

    public long Number { get; }

    /// <summary>The request's own gate or, for work without one, that of the first generation.</summary>
    public virtual TrafficGate Root => this;

    /// <summary>0 for a request's own deferrals, 1 for those its running deferrals made, and so on.</summary>
    public virtual int Depth => 0;

    /// <summary>When its first deferral came, by the system's clock; once it is not collecting any more, this may be when its release began.</summary>
    public long OpenedAt => Volatile.Read(ref _since);

    /// <summary>What the handler said with <see cref="ITraffic.NoGo"/>; null for nothing.</summary>
    public string? Veto => SeldomOrNull is { } seldom ? Volatile.Read(ref seldom.Veto) : null;

    /// <summary>The lane of every same-thread deferral of one root.</summary>
    public int Lane => (int)(Root.Number % System.Settings.Lanes);

    public bool IsClosed => ReferenceEquals(Volatile.Read(ref _head), this);

    /// <summary>How many were admitted so far.</summary>
    public int Admitted => Newest()?.Ordinal ?? 0;

    /// <summary>Whether anything was admitted, so that the web layer knows whether a signal is owed at all.</summary>
    public bool HasTraffic => Admitted > 0;

    /// <summary>Whether the response that its deferrals wait for is over or, with an early release, has started.</summary>
    public virtual bool IsOver => IsClosed || IsFlowing;

    /// <summary>Takes a slot, starts the request's actor if this is the first, and keeps the deferral for it. What is refused has that as its fate.</summary>
    /// <param name="deferral">What is deferred; nobody else has seen it yet.</param>
    /// <param name="plan">What its options, its endpoint and HOCON come to.</param>
    /// <param name="hasSlot">The caller has taken its slot already; it is given back if the deferral is refused.</param>
    public Refusal TryAdmit(Deferral deferral, DeferralPlan plan, bool hasSlot = false)
    {
        System.ThrowIfNotStarted();
        var refusal = IsClosed ? Refusal.Late : System.IsDraining ? Refusal.Draining : MayAdmit();
        var terms = refusal == Refusal.None ? Terms(deferral, plan, hasSlot) : null;
        if (refusal != Refusal.None && hasSlot)
            System.ReturnSlot(deferral, plan);
        else if (refusal == Refusal.None && !hasSlot)
        {
            refusal = System.TakeSlot(deferral, plan);
            if (refusal != Refusal.None)
                NotAdmitted();
        }

        if (refusal == Refusal.None)
        {
            Claim(deferral, terms!);
            // Before anybody can run it. What flows is released as it comes, and does not wait for the response.
            if (IsOver && System.Metrics.MeasuresRuns)
                deferral.ReleasedAt = System.Clock.GetTimestamp();
            refusal = Push(deferral);
            if (refusal == Refusal.None)
            {
                OnAdmitted(deferral);
                return Refusal.None;
            }

            NotAdmitted();
            System.ReturnSlot(deferral, deferral.Plan);
            System.Ledger.Deferred(this);
            deferral.TryEnd(Fate.Refused, TrafficSystem.Explain(refusal));
        }
        else if (refusal is Refusal.ProcessFull or Refusal.PoolFull && deferral.IsSynchronous && System.Settings.OnFull == OnFull.RunInline)
        {
            RunHere(deferral, plan);
            return Refusal.None;
        }
        else
        {
            Refuse(deferral, plan, TrafficSystem.Explain(refusal));
        }

        return refusal;
    }

    /// <summary>Vetoes the whole traffic. The first reason stays.</summary>
    /// <exception cref="TrafficClosedException">The verdict has been or is being given.</exception>
    public virtual void NoGo(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (IsOver)
            throw new TrafficClosedException("The response is over (or its traffic was released at its start); its traffic can no longer be vetoed.");
        Interlocked.CompareExchange(ref Seldom().Veto, reason, null);
    }

    /// <summary>Refuses every later deferral. Idempotent, lock-free, called by the server when the response is over, before the wire level is known.</summary>
    public void Seal()
    {
        if (IsClosed)
            return;
        var head = Interlocked.Exchange(ref _head, this);
        if (ReferenceEquals(head, this))
            return;
        // A full fence between the count, which is the last one's ordinal, and the look at the ended ones: the last deferral to end counts itself, then looks for the count.
        Interlocked.Exchange(ref _last, head ?? this);
        FinishIfDone();
    }

    /// <summary>The last deferral admitted, from which all others are reachable, newest first.</summary>
    public Deferral? Newest()
    {
        var head = Volatile.Read(ref _head);
        if (!ReferenceEquals(head, this))
            return (Deferral?)head;
        // Between the two exchanges, for the few instructions that the closing thread needs.
        var spinner = default(SpinWait);
        object? last;
        while ((last = Volatile.Read(ref _last)) is null)
            spinner.SpinOnce();
        return last as Deferral;
    }

    /// <summary>Called once per admitted deferral, by whoever gave it its fate, and for one refused.</summary>
    public void OnEnded(Deferral deferral, Fate fate, bool keepsSlot)
    {
        // Not admitted: it has no slot, or that is given back where it was taken.
        if (deferral.Ordinal == 0)
        {
            System.Ledger.Ended(this, fate);
            System.OnEnded(deferral, fate);
            return;
        }

        CountEnd(fate);
        System.OnEnded(deferral, fate);
        FinishIfDone();
        // Last: whoever waits until all is settled goes on from here.
        if (!keepsSlot)
            OnLeft(deferral);
    }

    /// <summary>Called once per admitted deferral when its code is over, or never began: gives the slot back, and lets sequential traffic go on.</summary>
    public void OnLeft(Deferral deferral)
    {
        System.ReturnSlot(deferral, deferral.Plan);
        AdvanceSequence(deferral);
    }

    /// <exception cref="InvalidOperationException">The wait would never end.</exception>
    public void ThrowIfWaitWouldNeverEnd(Deferral deferral)
    {
        if (!IsOver)
            throw new InvalidOperationException($"The request that made deferral {deferral} is still open: it starts only after the response, so this wait would never end.");
        if (deferral.Plan.SameThread && DeferralRun.OnLane.Value is { } running && running.IsRunning && running.Traffic!.Lane == Lane)
            throw new InvalidOperationException($"Deferral {deferral} needs the same thread that {running} holds while it waits: this wait would never end.");
    }

    /// <summary>Counts a deferral that is not admitted, with its fate.</summary>
    private protected void Refuse(Deferral deferral, DeferralPlan plan, string reason)
    {
        Claim(deferral, plan.With(null));
        System.Ledger.Deferred(this);
        deferral.TryEnd(Fate.Refused, reason);
    }

    /// <summary>Runs a synchronous delegate on the caller's thread, by the user's explicit choice. Returns what it threw.</summary>
    private protected Exception? RunHere(Deferral deferral, DeferralPlan plan)
    {
        Claim(deferral, plan.With(null));
        System.Ledger.Deferred(this);
        deferral.TryStart();
        try
        {
            deferral.Start(null);
            deferral.TryEnd(Fate.Ran, "run on the caller's thread");
            return null;
        }
        catch (Exception e)
        {
            deferral.TryEnd(Fate.Failed, exception: e);
            return e;
        }
    }

    /// <summary>From here on the deferral needs a fate. It counts as deferred once it is admitted, or once it is known that it is not.</summary>
    private void Claim(Deferral deferral, DeferralTerms terms)
    {
        deferral.Traffic = this;
        deferral.Terms = terms;
        System.Tap?.Deferred(deferral);
    }

    /// <summary>What the deferral is admitted with. A propagator is the user's code: what it throws is the caller's, and costs no slot.</summary>
    private DeferralTerms Terms(Deferral deferral, DeferralPlan plan, bool hasSlot)
    {
        try
        {
            // Nearly always what the deferral before it has, and then the same object; but for one that has details of its own.
            var last = (Volatile.Read(ref _head) as Deferral)?.Terms;
            var captured = CapturedContext.Capture(last?.Captured, System.Propagators);
            return last is not (null or DeferralDetails) && ReferenceEquals(last.Plan, plan) && ReferenceEquals(last.Captured, captured) ? last : plan.With(captured);
        }
        catch when (hasSlot)
        {
            System.ReturnSlot(deferral, plan);
            throw;
        }
    }

    /// <summary>Whether a generation may have one more.</summary>
    private protected virtual Refusal MayAdmit() => Refusal.None;

    /// <summary>What <see cref="MayAdmit"/> allowed was refused for want of room, or came too late.</summary>
    private protected virtual void NotAdmitted()
    {
    }

    private protected virtual void OnAdmitted(Deferral deferral)
    {
        if (deferral.Ordinal == 1)
            Open();
        else
            RegisterIfNobodyHas();
        if (IsFlowing)
            Poke();
    }

    /// <summary>Registers the traffic and starts its actor. The actor finds what was admitted meanwhile here, and so does not need to be told of it.</summary>
    private protected void Open()
    {
        Register();
        System.TellSupervisor(this);
    }

    private Refusal Push(Deferral deferral)
    {
        var head = Volatile.Read(ref _head);
        while (true)
        {
            if (ReferenceEquals(head, this))
            {
                deferral.Ordinal = 0;
                deferral.Previous = null;
                return Refusal.Late;
            }

            var previous = (Deferral?)head;
            var count = previous?.Ordinal ?? 0;
            if (count >= System.Settings.PerRequest && count - Ended >= System.Settings.PerRequest)
            {
                deferral.Ordinal = 0;
                deferral.Previous = null;
                return Refusal.RequestFull;
            }

            deferral.Previous = previous;
            deferral.Ordinal = count + 1;
            var seen = Interlocked.CompareExchange(ref _head, deferral, head);
            if (ReferenceEquals(seen, head))
                return Refusal.None;
            head = seen;
        }
    }
}
