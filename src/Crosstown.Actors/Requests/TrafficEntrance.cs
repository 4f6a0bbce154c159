using System.Diagnostics;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Where the threads that defer meet the end of the response: it is open or closed, counts what it has admitted, and knows the request's actor, which the first deferral starts.
/// <para>
/// Deferrals are counted under the lock and told outside it, so the completion signal may overtake one. It carries the count, and the actor waits for so many.
/// </para>
/// </summary>
/// <param name="actors">Start the request's actor.</param>
/// <param name="account">What the ledger knows of this traffic.</param>
/// <param name="release">For nested traffic, which waits for no response; null for a request's own.</param>
[DebuggerDisplay("traffic {Account.Number}: {_admitted} admitted, closed {_isClosed}")]
internal sealed class TrafficEntrance(RequestActors actors, TrafficAccount account, ReleaseAsDeferred? release = null) : ICollecting
{
    /// <summary>
    /// Guards every field here. The actor is started under it, and told of an early release and of the end, so that it learns them in this order. It changes its
    /// own fields then and takes no lock; only where it is stopped it closes this entrance, on the thread that holds the lock already.
    /// </summary>
    private readonly Lock _lock = new();

    private IActorRef? _actor;
    private int _admitted;
    private bool _isClosed;
    private bool _isSignalled;
    private Verdict? _veto;

    /// <summary>What the actor is told first.</summary>
    private ReleaseAsDeferred? _release = release;

    public TrafficAccount Account => account;

    private bool IsClosed
    {
        get
        {
            lock (_lock)
                return _isClosed;
        }
    }

    /// <summary>Takes a slot, counts the deferral and tells it to the request's actor. What is not admitted is left without a fate to the caller.</summary>
    public Refusal Admit(Deferral deferral)
    {
        if (IsClosed)
        {
            account.Ledger.Count();
            return Refusal.Late;
        }

        if (account.Ledger.Enter(deferral) is not Refusal.None and var refusal)
            return refusal;
        IActorRef actor;
        lock (_lock)
        {
            // The deferral has entered the ledger: the fate that the caller gives it returns its slot.
            if (_isClosed)
                return Refusal.Late;
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

    /// <summary>Vetoes the whole traffic. The first reason stays.</summary>
    /// <exception cref="TrafficClosedException">The verdict has been or is being given.</exception>
    public void Veto(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        lock (_lock)
        {
            if (account.IsNested)
                throw new TrafficClosedException("The response is over; its traffic can no longer be vetoed.");
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
            _isClosed = true;
            account.Release();
            return _admitted;
        }
    }

    /// <summary>Releases what was admitted, and what will be as it comes. Once, and not after <see cref="Signal"/>; it may come after <see cref="Close"/>.</summary>
    public void ReleaseAsDeferred(RequestSnapshot request)
    {
        lock (_lock)
        {
            if (_isSignalled || _release is not null)
                return;
            account.Release();
            _release = new ReleaseAsDeferred(request, _veto);
            _actor?.Tell(_release, ActorRefs.NoSender);
        }
    }

    /// <summary>Tells the request's actor that the response is over, once, and nobody where nothing was admitted. From any thread: it only changes the actor's state.</summary>
    public void Signal(RequestSnapshot? request, Verdict? verdict = null)
    {
        lock (_lock)
        {
            _isClosed = true;
            account.Release();
            if (_isSignalled)
                return;
            _isSignalled = true;
            _actor?.Tell(new CompletionSignal(request, _admitted, verdict ?? _veto), ActorRefs.NoSender);
        }
    }

    void ICollecting.Expire() => Signal(null, new Verdict(Fate.Cancelled, "the collecting lease passed before the response was over"));
}
