using System.Diagnostics;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Synchronizes the threads that defer with the end of the response: the entrance is open or closed, counts the admitted deferrals, and holds the request's actor, which the first
/// deferral starts. Thread-safe.
/// <para>
/// Deferrals are counted under the lock and sent to the actor outside it, so the completion signal may overtake one. The signal carries the count, and the actor waits until it
/// has received that many.
/// </para>
/// </summary>
/// <param name="actors">Starts the request's actor.</param>
/// <param name="account">The ledger's account of this traffic.</param>
/// <param name="release">For the traffic of a running deferral (nested traffic), which waits for no response: its actor gets this message first. Null for a request's own traffic.</param>
/// <param name="interceptor">A test's; null otherwise.</param>
[DebuggerDisplay("traffic {Account.Number}: {_admitted} admitted, closed {_closed}")]
internal sealed class TrafficEntrance(RequestActors actors, TrafficAccount account, ReleaseAsDeferred? release = null, ITrafficInterceptor? interceptor = null) : ICollecting
{
    /// <summary>
    /// Guards every field here. The actor is started, and is sent the early release and the completion signal, while the lock is held, so that it receives these in order. This is
    /// safe although the actor runs on this thread: outside a pass the actor takes only the ledger's lock; its PostStop also takes this lock, which is reentrant.
    /// </summary>
    private readonly Lock _lock = new();

    private IActorRef? _actor;
    private int _admitted;

    /// <summary>Why it is closed; <see cref="Refusal.None"/> while it is open. The first reason stays.</summary>
    private Refusal _closed;
    private bool _isSignalled;
    private Verdict? _veto;

    /// <summary>The early release: sent first to an actor that starts later, at once to one that runs. Null without one.</summary>
    private ReleaseAsDeferred? _release = release;

    public TrafficAccount Account => account;

    private Refusal Closed
    {
        get
        {
            lock (_lock)
                return _closed;
        }
    }

    /// <summary>Takes a slot, counts the deferral and sends it to the request's actor. If it is refused, the caller must give it its fate.</summary>
    public Refusal Admit(Deferral deferral)
    {
        if (Closed is not Refusal.None and var closed)
        {
            account.Ledger.CountWithoutSlot();
            return closed;
        }

        if (account.Ledger.Enter(deferral) is not Refusal.None and var refusal)
            return refusal;
        IActorRef actor;
        lock (_lock)
        {
            // The deferral has entered the ledger: the caller gives it its fate, which returns its slot.
            if (_closed != Refusal.None)
                return _closed;
            if (_actor is null)
            {
                if (!actors.TryStart(account.Number, out _actor))
                    return Refusal.Terminating;
                if (_release is not null)
                    _actor.Tell(_release, ActorRefs.NoSender);
            }

            actor = _actor;
            deferral.Ordinal = ++_admitted;
        }

        actor.Tell(new DeferralEnvelope(deferral), ActorRefs.NoSender);
        return Refusal.None;
    }

    /// <summary>Vetoes all traffic of the request. The first reason stays.</summary>
    /// <exception cref="TrafficClosedException">The response is over, its traffic was released at its start, or the traffic is nested.</exception>
    public void Veto(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        lock (_lock)
        {
            if (account.IsNested)
                throw new TrafficClosedException("A running deferral can't veto its traffic: its request's response is over, or its traffic was released at its start.");
            if (_closed is Refusal.LeaseExpired)
                throw new TrafficClosedException("The response took longer than crosstown.collecting-lease, so its traffic was cancelled; it can no longer be vetoed.");
            if (account.IsReleased)
                throw new TrafficClosedException("The response is over (or its traffic was released at its start); its traffic can no longer be vetoed.");
            _veto ??= new Verdict(Fate.NoGo, reason);
        }
    }

    /// <summary>Refuses every later deferral. Idempotent. Called when the response is over; <see cref="Signal"/> follows from another thread, once it is known how far the response got.</summary>
    /// <returns>How many were admitted.</returns>
    public int Close()
    {
        lock (_lock)
        {
            Close_NeedsLock(Refusal.Late);
            return _admitted;
        }
    }

    /// <summary>Releases the admitted deferrals now, and later ones as they come. Works once; does nothing after <see cref="Signal"/>, but may follow <see cref="Close"/>.</summary>
    public void ReleaseAsDeferred(RequestSnapshot request)
    {
        lock (_lock)
        {
            if (_isSignalled || _release is not null)
                return;
            account.MarkReleased();
            _release = new ReleaseAsDeferred(request, _veto);
            _actor?.Tell(_release, ActorRefs.NoSender);
        }
    }

    /// <summary>Closes, and sends the completion signal to the request's actor, if a deferral has started one. Works once. May be called from any thread: the actor judges and dispatches in a pass of its own.</summary>
    public void Signal(RequestSnapshot? request, Verdict? verdict = null)
    {
        if (interceptor is null || request is null || verdict is not null)
            End(request, verdict, account.IsNested ? Refusal.ParentEnded : Refusal.Late);
        else
            _ = SignalInterceptedAsync(interceptor, request);
    }

    void ICollecting.Stop()
    {
        lock (_lock)
            Close_NeedsLock(Refusal.ActorStopped);
    }

    void ICollecting.Expire() =>
        End(null, new Verdict(Fate.Cancelled, "the collecting lease passed before the response was over"), Refusal.LeaseExpired);

    /// <summary>Signals the response's end as a test changes or delays it.</summary>
    private async Task SignalInterceptedAsync(ITrafficInterceptor interceptor, RequestSnapshot request)
    {
        try
        {
            End(await interceptor.CompletingAsync(request).ConfigureAwait(false), null, Refusal.Late);
        }
        catch (Exception e)
        {
            End(null, new Verdict(Fate.Failed, "the test's interceptor threw at its response's end", e), Refusal.Late);
        }
    }

    private void End(RequestSnapshot? request, Verdict? verdict, Refusal closed)
    {
        lock (_lock)
        {
            Close_NeedsLock(closed);
            if (_isSignalled)
                return;
            _isSignalled = true;
            _actor?.Tell(new CompletionSignal(request, _admitted, verdict ?? _veto), ActorRefs.NoSender);
        }
    }

    private void Close_NeedsLock(Refusal reason)
    {
        if (_closed == Refusal.None)
            _closed = reason;
        account.MarkReleased();
    }
}
