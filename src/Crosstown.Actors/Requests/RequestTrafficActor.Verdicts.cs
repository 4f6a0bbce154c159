using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Requests;

/// <summary>Who of those held goes: veto, rules, predicate, then keys among those that may go.</summary>
internal sealed partial class RequestTrafficActor
{
    private void Judge()
    {
        var keyed = false;
        NoGoSet? judgedBy = null;
        Verdict? judged = null;
        for (var i = 0; i < _count; i++)
        {
            var deferral = _held[i].Deferral;
            if (!deferral.IsPending)
                continue;
            if (VerdictOn(deferral, ref judgedBy, ref judged) is { } verdict)
            {
                deferral.TryEnd(verdict.Fate, verdict.Reason, verdict.Exception);
                continue;
            }

            _sequential |= deferral.Plan.Sequential;
            keyed |= deferral.Plan.Key is not null;
        }

        if (keyed)
            SettleKeys();
    }

    private Verdict? VerdictOn(Deferral deferral, ref NoGoSet? judgedBy, ref Verdict? judged)
    {
        if (_gate is GenerationGate)
            return Verdict.OfNested(deferral, _gate.Request);
        if (_gate.Veto is { } veto)
            return new Verdict(Fate.NoGo, veto);
        if ((_gate.Head ?? _gate.Request?.Response) is not { } response)
            return null;
        // Nearly always all deferrals of a request share one set of rules.
        if (!ReferenceEquals(judgedBy, deferral.Plan.Rules))
        {
            judgedBy = deferral.Plan.Rules;
            judged = Verdict.OfRules(judgedBy, response);
        }

        return judged ?? Verdict.OfPredicate(deferral, response);
    }

    /// <summary>Of those with one key that may go one stays: the later deferral's policy decides between the two.</summary>
    private void SettleKeys()
    {
        var keys = _gate.Keys;
        for (var i = 0; i < _count; i++)
        {
            var deferral = _held[i].Deferral;
            if (deferral.Plan.Key is not { } key || !deferral.IsPending)
                continue;
            if (!keys.TryGetValue(key, out var holder) || holder.Fate is Fate.Cancelled or Fate.NoGo)
                keys[key] = deferral;
            else if (deferral.Plan.KeyPolicy == KeyPolicy.FirstWins)
                deferral.CancelPending($"{holder.Id} has its key {key}");
            else if (holder.CancelPending($"{deferral.Id}, deferred later, has its key {key}"))
                keys[key] = deferral;
            else
                deferral.CancelPending($"{holder.Id} has its key {key} and has started");
        }
    }
}
