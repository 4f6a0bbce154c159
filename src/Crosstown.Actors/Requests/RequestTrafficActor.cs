using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Requests;

/// <summary>Collects one request's traffic and, once the response is over, judges each deferral and dispatches it in the order admitted.</summary>
internal sealed partial class RequestTrafficActor : UntypedActor
{
    // waiting ──gate──► collecting ──CompletionSignal──► releasing ──all dispatched (Sequential: the last has left)──► stopped
    //                       │  └──released early──► flowing: releases what comes ──CompletionSignal──► releasing
    //                       └──collecting lease──► given up, stopped
    private const int SpareLength = 32;

    /// <summary>The array of an actor on this thread that has dispatched all it held, for the next one: nearly all hold theirs for one message only. Empty places only.</summary>
    [ThreadStatic]
    private static HeldDeferral[]? _spare;

    private TrafficGate _gate = null!;

    /// <summary>What is held, oldest first: <see cref="_count"/> of them, of which <see cref="_next"/> are dispatched.</summary>
    private HeldDeferral[] _held = [];
    private int _count;
    private int _next;

    /// <summary>How many were taken from the gate in all.</summary>
    private int _taken;

    /// <summary>How many were handed to a pool, a lane or an actor.</summary>
    private int _dispatched;

    private bool _isSignalled;
    private bool _sequential;

    private bool IsReleasing => _isSignalled || _gate.IsFlowing;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TrafficGate gate:
                Attach(gate);
                break;
            case CompletionSignal:
                Release();
                break;
            case Collect or SequenceAdvanced when IsReleasing:
                Releasing();
                break;
            case ReceiveTimeout when !IsReleasing:
                GiveUp();
                break;
            case Collect or SequenceAdvanced or ReceiveTimeout:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Whatever this actor has not dispatched when it stops, by whatever cause, gets its fate here.</summary>
    protected override void PostStop()
    {
        if (_gate is null || (_isSignalled && _next == _count))
            return;
        _gate.Seal();
        for (var deferral = _gate.Newest(); deferral is not null; deferral = deferral.Previous)
        {
            if (deferral.IsPending && (deferral.Ordinal > _taken - _count + _next))
                deferral.TryEnd(_gate.System.IsTerminating ? Fate.Abandoned : Fate.Failed, "its request's actor was stopped");
        }
    }

    private void Attach(TrafficGate gate)
    {
        _gate = gate;
        var (flowing, signalled) = gate.Attach(Self);
        if (signalled)
            Release();
        else if (flowing)
            Releasing();
        else if (_gate.System.Settings.CollectingLease is { } lease)
            Context.SetReceiveTimeout(lease);
    }

    private void Release()
    {
        if (_isSignalled)
            return;
        _isSignalled = true;
        Context.SetReceiveTimeout(null);
        _gate.Start();
        // What running work deferred, or nobody's request, is no request of its own.
        if (_gate is not GenerationGate)
            _gate.System.Metrics.Completed(_gate.Request?.Response);
        Releasing();
    }

    /// <summary>Takes what was admitted, judges, dispatches in order; stops when the signal's count is dispatched.</summary>
    private void Releasing()
    {
        if (_held.Length == 0 && _spare is { } spare)
        {
            _held = spare;
            _spare = null;
        }

        if (_next == _count)
            TakeMore();
        while (_next < _count)
        {
            if (_gate.Awaited is { } awaited)
            {
                if (!HasLeft(awaited))
                    return;
                _gate.AwaitNone();
                if (awaited.Fate is Fate.Failed && awaited.Plan.StopOnFailure)
                {
                    _gate.StoppedBy ??= awaited;
                    CancelRest(awaited);
                }
            }

            Dispatch(_held[_next].Deferral);
            _held[_next++] = default;
            if (_next == _count)
                TakeMore();
        }

        if (_held.Length == SpareLength)
        {
            _spare = _held;
            _held = [];
        }

        if (!_isSignalled || _taken < _gate.Admitted || (_gate.Awaited is { } last && !HasLeft(last)))
            return;
        Context.Stop(Self);
    }

    private void TakeMore()
    {
        _count = _gate.Take(_taken, ref _held, SpareLength);
        _next = 0;
        _taken += _count;
        Judge();
        // What flows may come after the failure that ends its sequence.
        if (_sequential && _gate.StoppedBy is { } failed)
            CancelRest(failed);
    }

    private void Dispatch(Deferral deferral)
    {
        if (!deferral.IsPending)
            return;
        if (_sequential && deferral.UsesPool)
        {
            // It may be cancelled from another thread between this look and the dispatch: then that thread sees that it is awaited, and tells.
            if (!_gate.Await(deferral))
                return;
        }

        // Before the handing over: whoever receives the deferral sees its number.
        deferral.Dispatched = ++_dispatched;
        _gate.System.Dispatch(deferral);
    }

    private static bool HasLeft(Deferral deferral) => deferral.HasLeft;

    private void CancelRest(Deferral failed)
    {
        for (var i = _next; i < _count; i++)
        {
            if (_held[i].Deferral.UsesPool)
                _held[i].Deferral.CancelPending($"{failed.Id}, before it in sequence, failed");
        }
    }

    private void GiveUp()
    {
        _gate.Seal();
        Log.LeaseExpired(_gate.System.Log, _gate.Number, _gate.System.Settings.CollectingLease);
        for (var deferral = _gate.Newest(); deferral is not null; deferral = deferral.Previous)
            deferral.CancelPending("the collecting lease passed before the response was over");
        Context.Stop(Self);
    }
}
