using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>Where the gate and the request's actor meet.</summary>
internal partial class TrafficGate
{
    private const int UnlinkAfter = 256;

    /// <summary>Null, then the actor or the <see cref="CompletionSignal"/>, whichever comes first, by compare-exchange: whoever comes second finds the first. The actor stays.</summary>
    private object? _meeting;

    private bool _isSignalled;
    private RequestSnapshot? _request;
    private bool _flowing;

    /// <summary>The request, once its response is over (or, with an early release, has started); null for work without one.</summary>
    public RequestSnapshot? Request => Volatile.Read(ref _request);

    /// <summary>What an early release was judged by, and all that comes after it is; null without one.</summary>
    public ResponseSnapshot? Head => SeldomOrNull is { } seldom ? Volatile.Read(ref seldom.Head) : null;

    /// <summary>When its release began, by the system's clock; 0 before, and where nobody measures waits.</summary>
    public long ReleasedAt => Volatile.Read(ref _isTimed) ? Volatile.Read(ref _since) : 0;

    /// <summary>Whether deferrals are released as they come.</summary>
    public bool IsFlowing => Volatile.Read(ref _flowing);

    /// <summary>Whether a request's response is still being made.</summary>
    public bool IsCollecting => !IsOver;

    /// <summary>Tells the request's actor the outcome; call once, after <see cref="Seal"/>, from any thread; never runs work on the caller. Nothing happens when nothing was deferred.</summary>
    public void Signal(RequestSnapshot? request)
    {
        Seal();
        if (Admitted == 0)
            return;
        if (Interlocked.Exchange(ref _isSignalled, true))
            return;
        // Before the meeting: the actor that is told, or finds the signal there, finds this.
        if (request is not null)
            Volatile.Write(ref _request, request);
        if (Interlocked.CompareExchange(ref _meeting, CompletionSignal.Instance, null) is IActorRef actor)
            actor.Tell(CompletionSignal.Instance, ActorRefs.NoSender);
    }

    /// <summary>Nothing is known of the response, and nothing will be: what has not started gets its fate here, and the actor is told that it may go.</summary>
    public void Fail(string reason, Exception exception)
    {
        Seal();
        for (var deferral = Newest(); deferral is not null; deferral = deferral.Previous)
            deferral.FailPending(reason, exception);
        Signal(null);
    }

    /// <summary>Releases now and keeps the gate open: deferrals made from here on are released as they come (ReleaseTrafficAt(ResponseStarted)).</summary>
    public void ReleaseEarly(RequestSnapshot request)
    {
        // Before the flag, as the request: whoever sees that it flows judges by the head.
        Volatile.Write(ref Seldom().Head, request.Response);
        Volatile.Write(ref _request, request);
        Start();
        Interlocked.Exchange(ref _flowing, true);
        // After the flag: a deferral pushed before it is found by this look, one pushed after it pokes by itself.
        Poke();
    }

    /// <summary>The actor comes to the meeting. From here on it is told; what was said before is in the answer. It looks at the chain afterwards, so a push that missed the actor is found by that look.</summary>
    public (bool Flowing, bool Signalled) Attach(IActorRef actor)
    {
        // A full fence, as the other below: what flowed before it is seen below; what flows later finds the actor.
        var isSignalled = Interlocked.CompareExchange(ref _meeting, actor, null) is not null;
        if (isSignalled)
            Interlocked.Exchange(ref _meeting, actor);
        return (IsFlowing, isSignalled);
    }

    /// <summary>The release begins.</summary>
    public void Start()
    {
        if (_isTimed || !System.Metrics.MeasuresRuns)
            return;
        Volatile.Write(ref _since, System.Clock.GetTimestamp());
        Volatile.Write(ref _isTimed, true);
    }

    /// <summary>Copies what was admitted after the first <paramref name="taken"/> into the buffer, oldest first, growing it where needed, to <paramref name="least"/> or more. Returns how many.</summary>
    public int Take(int taken, ref HeldDeferral[] buffer, int least)
    {
        var newest = Newest();
        var count = (newest?.Ordinal ?? 0) - taken;
        if (buffer.Length < count)
            buffer = new HeldDeferral[Math.Max(count, least)];
        for (var i = count - 1; i >= 0; i--)
        {
            buffer[i] = new HeldDeferral(newest!);
            newest = newest!.Previous;
        }

        if (IsFlowing && count > 0 && (Seldom().Linked += count) >= Seldom().NextUnlink)
            UnlinkEnded(buffer[0].Deferral);
        return count;
    }

    /// <summary>The one that the actor waits for.</summary>
    public Deferral? Awaited => SeldomOrNull?.Awaited;

    /// <summary>The failure that ends the sequence: what comes after it is cancelled. The actor's alone.</summary>
    public Deferral? StoppedBy
    {
        get => SeldomOrNull?.StoppedBy;
        set => Seldom().StoppedBy = value;
    }

    /// <summary>Of those with a key that may go, the one that stays; the actor's alone.</summary>
    public Dictionary<string, Deferral> Keys => Seldom().Keys ??= new(StringComparer.Ordinal);

    /// <summary>The actor waits for this one. False when it has left already: nobody will tell.</summary>
    public bool Await(Deferral deferral)
    {
        // A full fence: either the one who ends the deferral sees that it is awaited, or the actor sees that it has ended.
        Interlocked.Exchange(ref Seldom().Awaited, deferral);
        return deferral.IsPending;
    }

    /// <summary>The actor has seen that what it awaited has left: whoever is about to tell it so need not.</summary>
    public void AwaitNone() => Volatile.Write(ref Seldom().Awaited, null);

    /// <summary>
    /// Lets go of the ended among those taken before this one: a response that flows for days must not keep all that it has ever deferred.
    /// Only the actor changes a link once its deferral is published; who walks the chain meanwhile finds every deferral that has no fate either way.
    /// </summary>
    private void UnlinkEnded(Deferral newer)
    {
        var linked = 0;
        for (var deferral = newer.Previous; deferral is not null; deferral = deferral.Previous)
        {
            if (deferral.Fate is null)
            {
                newer = deferral;
                linked++;
            }
            else
            {
                newer.Previous = deferral.Previous;
            }
        }

        // Not before as many again have come: each look is at the outstanding, so that the looks together cost each deferral the same.
        Seldom().Linked = linked;
        Seldom().NextUnlink = Math.Max(UnlinkAfter, 2 * linked);
    }

    private protected void FlowWithActor()
    {
        Volatile.Write(ref _flowing, true);
        System.TellSupervisor(this);
    }

    private protected void Poke()
    {
        // Whoever calls has just published, with a full fence, what the actor is to look for; and the actor makes itself known, with one, before it looks.
        (Volatile.Read(ref _meeting) as IActorRef)?.Tell(Collect.Instance, ActorRefs.NoSender);
    }

    private void AdvanceSequence(Deferral deferral)
    {
        // Nothing seldom yet: then the actor's own look at the deferral, after its fence, is still to come.
        if (SeldomOrNull is { } seldom && ReferenceEquals(Volatile.Read(ref seldom.Awaited), deferral))
            (Volatile.Read(ref _meeting) as IActorRef)?.Tell(SequenceAdvanced.Instance, ActorRefs.NoSender);
    }
}
