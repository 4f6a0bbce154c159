using System.Runtime.ExceptionServices;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>Traffic that waits for no response: what a running deferral makes, or what is made without a request. Each is released at once, by the thread that defers, unless it is sequential or shares a key: then its actor does.</summary>
internal sealed class GenerationGate : TrafficGate
{
    private readonly TrafficGate? _root;
    private readonly int _depth;
    private bool _withActor;

    /// <param name="system">The host's.</param>
    /// <param name="parent">The deferral that runs and defers; null for work without a request.</param>
    public GenerationGate(TrafficSystem system, Deferral? parent)
        : base(system, parent?.Traffic!.Request)
    {
        _root = parent?.Traffic!.Root;
        _depth = parent is null ? 0 : parent.Traffic!.Depth + 1;
    }

    public override TrafficGate Root => _root ?? this;

    public override int Depth => _depth;

    public override bool IsOver => true;

    public bool IsNested => _root is not null;

    public override void NoGo(string reason) =>
        throw new TrafficClosedException(IsNested ? "The response is over; its traffic can no longer be vetoed." : "There is no request here whose traffic could be vetoed.");

    /// <summary>Without a request, by the policy: at once on its pool, now on this thread, or not at all.</summary>
    /// <exception cref="NoResponseException">The policy is fail.</exception>
    public Refusal TrySubmitAlone(Deferral deferral, DeferralPlan plan)
    {
        System.ThrowIfNotStarted();
        switch (plan.WithoutRequest)
        {
            case WithoutRequest.Fail:
                Refuse(deferral, plan, "there is no request, and crosstown.without-request is fail");
                throw new NoResponseException(
                    $"{deferral.Kind} was deferred where there is no request, and crosstown.without-request is fail. Defer it in a request, or set crosstown.without-request to pool or run-now.");
            case WithoutRequest.RunNow when deferral.IsSynchronous:
                if (RunHere(deferral, plan) is { } thrown)
                    ExceptionDispatchInfo.Throw(thrown);
                return Refusal.None;
            default:
                return TryAdmit(deferral, plan);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Close()
    {
        Seal();
        if (Volatile.Read(ref _withActor))
            Signal(Request);
    }

    private protected override Refusal MayAdmit()
    {
        if (!IsNested)
            return Refusal.None;
        if (Depth > System.Settings.NestedDepth)
            return Refusal.TooDeep;
        return Root.CountNested(System.Settings.NestedCount) ? Refusal.None : Refusal.TooMany;
    }

    private protected override void NotAdmitted()
    {
        if (IsNested)
            Root.UncountNested();
    }

    private protected override void OnAdmitted(Deferral deferral)
    {
        Start();
        if (deferral.Ordinal == 1)
            Register();
        else
            RegisterIfNobodyHas();
        if (Volatile.Read(ref _withActor))
        {
            Poke();
        }
        else if (NeedsActor(deferral.Plan))
        {
            // The actor skips what was dispatched without it: a deferral starts only once. Of several threads that find no actor one starts it.
            if (Interlocked.Exchange(ref _withActor, true))
            {
                Poke();
            }
            else
            {
                FlowWithActor();
                // The exchange is a full fence, and so is the seal: either Close sees the actor, or it is seen here that nobody else will signal.
                if (IsClosed)
                    Signal(Request);
            }
        }
        else if (Verdict.OfNested(deferral, Request) is { } verdict)
        {
            deferral.TryEnd(verdict.Fate, verdict.Reason, verdict.Exception);
        }
        else
        {
            System.Dispatch(deferral);
        }
    }

    /// <summary>Only an actor holds one back until the one before it has left, and knows who else has its key. Without a request each is alone in its traffic.</summary>
    private bool NeedsActor(DeferralPlan plan) => plan.Sequential || (IsNested && plan.Key is not null);
}
