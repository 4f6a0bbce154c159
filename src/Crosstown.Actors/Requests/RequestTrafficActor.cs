using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Collects one request's deferrals and, when the response is over, judges each of them and dispatches those that may go, in the order received.
/// The actor runs on the sender's thread (<see cref="InlineDispatcher"/>), so its receive judges and dispatches nothing; it does so in a <see cref="ReleasePass"/>, on a thread of
/// .NET's pool. A running deferral that defers has such an actor, too, for its nested traffic. Deferrals that it still holds when it stops, also after an exception, get their fate in <see cref="PostStop"/>.
/// </summary>
internal sealed class RequestTrafficActor(Dispatcher dispatcher, CrosstownMetrics metrics) : ActorBase
{
    // Collecting ──CompletionSignal, and all deferrals that it counts were received──► Releasing ──all dispatched──► stopped
    //     │                                                            │ a sequential deferral was dispatched
    //     │                                                            ▼
    //     │                                                       AwaitingTurn: the next in the sequence awaits its turn
    //     │                                                 DeferralLeft │  ▲ a sequential deferral was dispatched
    //     │                                                              ▼  │
    //     └──ReleaseAsDeferred──────────────────────────────────────► Flowing ──CompletionSignal, and all dispatched──► stopped
    // Flowing releases deferrals as they are received; it is also the state between two steps of a sequence.
    // Releasing, Flowing and AwaitingTurn handle a ReleasePass: judge the deferrals not yet judged, then dispatch those whose turn it is.
    private const int CompactAfter = 64;

    /// <summary>
    /// The deferrals in the order received. Those before <see cref="_next"/> are dispatched or ended, those from there to <see cref="_judged"/> are judged and not dispatched yet, and
    /// the rest is still to be judged. One that has its fate stays in its place and is skipped.
    /// </summary>
    private readonly List<Deferral> _held = new(8);
    private int _next;
    private int _judged;

    private int _receivedCount;
    private int _dispatchedCount;

    /// <summary>The request by which deferrals are judged: with the response's head if they are released as they come, else with the whole response.</summary>
    private RequestSnapshot? _request;

    /// <summary>A verdict on all deferrals that overrides the rules; null if the rules decide.</summary>
    private Verdict? _verdict;
    private CompletionSignal? _signal;
    private ReleasePass? _pass;

    /// <summary>When the deferrals that were received while it collected were released.</summary>
    private long _releasedAt;

    /// <summary>Set by the first sequential deferral: from then on the deferrals to pools are dispatched one by one.</summary>
    private bool _isSequential;

    /// <summary>In a sequence, the deferral that must be over (it has its fate, and its code has returned) before the next one is dispatched.</summary>
    private Deferral? _awaited;

    /// <summary>The failed deferral that has ended the sequence; the later deferrals to pools are cancelled.</summary>
    private Deferral? _failed;

    /// <summary>For each key, the deferral that holds it.</summary>
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
                _releasedAt = dispatcher.Now;
                break;
            case ReleaseAsDeferred release:
                _releasedAt = dispatcher.Now;
                _request = release.Request;
                _verdict = release.Verdict;
                Become(Flowing);
                QueuePass();
                return true;
            default:
                return false;
        }

        // The signal may overtake a deferral that another thread is sending at this moment, so the actor waits until it has received as many deferrals as the signal counts.
        if (_signal is not null && _receivedCount >= _signal.Count)
        {
            Become(Releasing);
            QueuePass();
        }

        return true;
    }

    private bool Flowing(object message)
    {
        switch (message)
        {
            case DeferralEnvelope envelope:
                Hold(envelope.Deferral);
                envelope.Deferral.ReleasedAt = dispatcher.Now;
                QueuePass();
                return true;
            case CompletionSignal signal:
                _signal = signal;
                _verdict ??= signal.Verdict;
                QueuePass();
                return true;
            default:
                return Releasing(message);
        }
    }

    private bool Releasing(object message)
    {
        switch (message)
        {
            case ReleasePass { IsOnItsThread: false } pass:
                pass.Queue();
                return true;
            case ReleasePass:
                _pass = null;
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
            deferral.Account.Collecting?.Stop();
            deferral.Lose("the actor of its traffic was stopped");
        }
    }

    private void Hold(Deferral deferral)
    {
        _held.Add(deferral);
        _receivedCount++;
    }

    /// <summary>Queues a pass, unless one is queued.</summary>
    private void QueuePass()
    {
        if (_pass is not null)
            return;
        _pass = new ReleasePass(Self);
        _pass.Queue();
    }

    /// <summary>Judges the deferrals not yet judged: by the verdict on all, else by rules and predicate; then by keys.</summary>
    private void Judge()
    {
        var isKeyed = false;
        for (var i = _judged; i < _held.Count; i++)
        {
            var deferral = _held[i];
            if (_request is not null)
                deferral.Account.Request = _request;
            if (deferral.ReleasedAt == 0)
                deferral.ReleasedAt = _releasedAt;
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

    /// <summary>Leaves one deferral for each key; the policy of the later one decides between two.</summary>
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
                deferral.CancelPending($"{holder.Id} has the same key, {key}");
            else if (holder.CancelPending($"{deferral.Id}, deferred later, has the same key, {key}"))
                _keys[key] = deferral;
            else
                deferral.CancelPending($"{holder.Id} has the same key, {key}, and was already dispatched");
        }
    }

    /// <summary>Dispatches the judged deferrals in order: all at once or, in a sequence, up to the first that must be over before the next. Stops the actor after the last.</summary>
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

            // Before the dispatch, so that the receiver sees the number.
            deferral.DispatchOrder = ++_dispatchedCount;
            dispatcher.Dispatch(deferral);
        }

        RemoveDispatched();
        if (_signal is null || _receivedCount < _signal.Count || _awaited is not null || _next < _held.Count)
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

        QueuePass();
    }

    private void CancelRest()
    {
        for (var i = _next; i < _judged; i++)
        {
            if (_held[i].UsesPool)
                _held[i].CancelPending($"{_failed!.Id}, before it in sequence, failed");
        }
    }

    /// <summary>Drops dispatched deferrals from the list, so that a response that takes days does not keep all that it has ever deferred.</summary>
    private void RemoveDispatched()
    {
        if (_next < _held.Count && _next < CompactAfter)
            return;
        _held.RemoveRange(0, _next);
        _judged -= _next;
        _next = 0;
    }
}
