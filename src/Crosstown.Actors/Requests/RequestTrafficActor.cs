using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Collects one request's deferrals and, when its response is over, judges each of them and dispatches those that may go, in the order told.
/// It runs on the thread that drains its mailbox, usually the teller's (<see cref="InlineDispatcher"/>), so a message runs no code of the application's. Judging and dispatching
/// wait for a <see cref="ReleaseTurn"/> on a thread of .NET's pool. Whatever it still holds when it stops, also after an exception, gets its fate in <see cref="PostStop"/>.
/// </summary>
internal sealed class RequestTrafficActor(Dispatcher dispatcher, CrosstownMetrics metrics, TimeProvider clock) : ActorBase
{
    // Collecting ──CompletionSignal, and all it counts are held──► Releasing ──all dispatched──► stopped
    //     │                                                            │ a sequence
    //     │                                                            ▼
    //     │                                                       AwaitingTurn
    //     │                                                 DeferralLeft │  ▲ a sequence
    //     │                                                              ▼  │
    //     └──ReleaseAsDeferred──────────────────────────────────────► Flowing ──CompletionSignal, and all dispatched──► stopped
    // Releasing, Flowing and AwaitingTurn take a ReleaseTurn: judge, then dispatch what may go now.
    private const int CompactAfter = 64;

    /// <summary>
    /// In the order told. Before <see cref="_next"/>: dispatched, or ended without. From there to <see cref="_judged"/>: judged, and not dispatched yet. The rest: not judged. One that
    /// has its fate stays in its place and is skipped.
    /// </summary>
    private readonly List<Deferral> _held = new(8);
    private int _next;
    private int _judged;

    /// <summary>How many were told in all, and how many were dispatched.</summary>
    private int _told;
    private int _dispatched;

    /// <summary>What deferrals are judged by: the response's head where they are released as they come, else the whole response.</summary>
    private RequestSnapshot? _request;

    /// <summary>What all deferrals come to whatever the rules say. Null: each is judged by itself.</summary>
    private Verdict? _verdict;
    private CompletionSignal? _signal;
    private ReleaseTurn? _turn;

    /// <summary>One sequential deferral makes all pool work of the traffic so.</summary>
    private bool _isSequential;

    /// <summary>The deferral that must leave (have its fate, and its code returned) before the next one is dispatched.</summary>
    private Deferral? _awaited;

    /// <summary>The failure that has ended the sequence: the pool work after it is cancelled.</summary>
    private Deferral? _failed;

    /// <summary>Of those with one key that may go, the one that stays.</summary>
    private Dictionary<string, Deferral>? _keys;

    protected override bool Receive(object message) => Collecting(message);

    private bool Collecting(object message)
    {
        switch (message)
        {
            case DeferralEnvelope envelope:
                Hold(envelope.Deferral);
                break;
            case CompletionSignal signal:
                _signal = signal;
                _request = signal.Request;
                _verdict = signal.Verdict;
                break;
            case ReleaseAsDeferred release:
                _request = release.Request;
                _verdict = release.Verdict;
                Become(Flowing);
                TakeTurn();
                return true;
            default:
                return false;
        }

        // The signal may overtake a deferral that another thread is telling just now: the count in it says how many there are.
        if (_signal is not null && _told >= _signal.Count)
        {
            Become(Releasing);
            TakeTurn();
        }

        return true;
    }

    private bool Flowing(object message)
    {
        switch (message)
        {
            case DeferralEnvelope envelope:
                Hold(envelope.Deferral);
                Stamp(envelope.Deferral);
                TakeTurn();
                return true;
            case CompletionSignal signal:
                _signal = signal;
                _verdict ??= signal.Verdict;
                TakeTurn();
                return true;
            default:
                return Releasing(message);
        }
    }

    private bool Releasing(object message)
    {
        switch (message)
        {
            case ReleaseTurn { IsOnItsThread: false } turn:
                turn.Queue();
                return true;
            case ReleaseTurn:
                _turn = null;
                Judge();
                Dispatch();
                return true;
            default:
                return false;
        }
    }

    private bool AwaitingTurn(object message)
    {
        if (message is not DeferralLeft left)
            return Flowing(message);
        if (left.Deferral == _awaited)
            GoOnAfter(_awaited);
        return true;
    }

    protected override void PostStop()
    {
        foreach (var deferral in _held.Skip(_next))
        {
            deferral.Account.Collecting?.Close();
            deferral.Lose("its request's actor was stopped");
        }
    }

    private void Hold(Deferral deferral)
    {
        _held.Add(deferral);
        _told++;
    }

    /// <summary>Queues a turn, unless one is queued.</summary>
    private void TakeTurn()
    {
        if (_turn is not null)
            return;
        _turn = new ReleaseTurn(Self);
        _turn.Queue();
    }

    /// <summary>Gives those not yet judged their verdict: the one for all, else by rules and predicate; then by keys.</summary>
    private void Judge()
    {
        var isKeyed = false;
        for (var i = _judged; i < _held.Count; i++)
        {
            var deferral = _held[i];
            deferral.Request = _request;
            Stamp(deferral);
            if (!deferral.IsPending)
                continue;
            if ((_verdict ?? Verdict.On(deferral, _request)) is { } verdict)
            {
                deferral.TryEnd(verdict.Fate, verdict.Reason, verdict.Exception);
                continue;
            }

            _isSequential |= deferral.Plan.Sequential;
            isKeyed |= deferral.Plan.Key is not null;
        }

        if (isKeyed)
            SettleKeys();
        _judged = _held.Count;
        if (_failed is not null)
            CancelRest();
    }

    /// <summary>Of those with one key that may go one stays; the later deferral's policy decides between two.</summary>
    private void SettleKeys()
    {
        _keys ??= new Dictionary<string, Deferral>(StringComparer.Ordinal);
        for (var i = _judged; i < _held.Count; i++)
        {
            var deferral = _held[i];
            if (deferral.Plan.Key is not { } key || !deferral.IsPending)
                continue;
            if (!_keys.TryGetValue(key, out var holder) || holder.Fate is Fate.Cancelled)
                _keys[key] = deferral;
            else if (deferral.Plan.KeyPolicy == KeyPolicy.FirstWins)
                deferral.CancelPending($"{holder.Id} has its key {key}");
            else if (holder.CancelPending($"{deferral.Id}, deferred later, has its key {key}"))
                _keys[key] = deferral;
            else
                deferral.CancelPending($"{holder.Id} has its key {key} and waits no longer");
        }
    }

    /// <summary>Hands the judged over, in order: all at once or, in a sequence, up to the first that must leave before the next. Stops after the last.</summary>
    private void Dispatch()
    {
        for (; _awaited is null && _next < _judged; _next++)
        {
            var deferral = _held[_next];
            if (!deferral.IsPending)
                continue;
            if (_isSequential && deferral.UsesPool)
            {
                if (!deferral.TryAwait(Self))
                    continue;
                _awaited = deferral;
                Become(AwaitingTurn);
            }

            // Before the hand-over: whoever receives the deferral sees its number.
            deferral.DispatchOrder = ++_dispatched;
            dispatcher.Dispatch(deferral);
        }

        LetGoOfDispatched();
        if (_signal is null || _told < _signal.Count || _awaited is not null || _next < _held.Count)
            return;
        metrics.Completed(_signal.Request?.Response);
        Context.Stop(Self);
    }

    private void GoOnAfter(Deferral left)
    {
        _awaited = null;
        Become(Flowing);
        if (left.Fate is Fate.Failed && left.Plan.StopOnFailure)
        {
            _failed ??= left;
            CancelRest();
        }

        TakeTurn();
    }

    private void CancelRest()
    {
        for (var i = _next; i < _judged; i++)
        {
            if (_held[i].UsesPool)
                _held[i].CancelPending($"{_failed!.Id}, before it in sequence, failed");
        }
    }

    /// <summary>A response that flows for days must not keep all that it has ever deferred.</summary>
    private void LetGoOfDispatched()
    {
        if (_next < _held.Count && _next < CompactAfter)
            return;
        _held.RemoveRange(0, _next);
        _judged -= _next;
        _next = 0;
    }

    private void Stamp(Deferral deferral)
    {
        if (deferral.ReleasedAt == 0 && metrics.MeasuresRuns)
            deferral.ReleasedAt = clock.GetTimestamp();
    }
}
