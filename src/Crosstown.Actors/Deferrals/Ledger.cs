using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Deferrals;

/// <summary>
/// Deferred, outstanding and the fates, and all traffic that has deferrals outstanding: for readings, for the drain, which names them, and for the gauges.
/// <para>
/// Open traffic counts its own deferrals, without a lock; when all have ended its counts are added to its stripe's totals in the same step, under the stripe's
/// lock, that takes it off the list. So a reading, which takes that lock, finds each deferral in one place, and every reading balances.
/// A reading takes time in proportion to the open traffic; a deferral pays nothing for it.
/// </para>
/// </summary>
internal sealed class Ledger
{
    private const int Stripes = 16;
    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, Stripes).Select(static _ => new Stripe())];

    public int OpenCount => _stripes.Sum(static stripe => stripe.Count);

    /// <summary>From here on its deferrals are counted. Idempotent.</summary>
    public void Open(TrafficGate gate)
    {
        var stripe = Of(gate);
        lock (stripe)
        {
            if (gate.Place != OpenPlace.Before)
                return;
            gate.Place = OpenPlace.In;
            gate.Older = stripe.Newest;
            if (stripe.Newest is { } newest)
                newest.Younger = gate;
            stripe.Newest = gate;
            stripe.Count++;
        }
    }

    /// <summary>It is sealed and all have ended. Idempotent; one that was never opened is never opened afterwards, but counts all the same.</summary>
    public void Close(TrafficGate gate)
    {
        var stripe = Of(gate);
        lock (stripe)
        {
            var was = gate.Place;
            if (was == OpenPlace.After)
                return;
            gate.Place = OpenPlace.After;
            gate.CountInto(stripe.Totals);
            if (was != OpenPlace.In)
                return;
            if (gate.Younger is { } younger)
                younger.Older = gate.Older;
            else
                stripe.Newest = gate.Older;
            if (gate.Older is { } older)
                older.Younger = gate.Younger;
            gate.Older = gate.Younger = null;
            stripe.Count--;
        }
    }

    /// <summary>One more that the traffic has not admitted: refused, or run on the caller's thread.</summary>
    public void Deferred(TrafficGate gate)
    {
        var stripe = Of(gate);
        lock (stripe)
            stripe.Totals.Deferred++;
    }

    /// <summary>The fate of one that the traffic has not admitted.</summary>
    public void Ended(TrafficGate gate, Fate fate)
    {
        var stripe = Of(gate);
        lock (stripe)
            stripe.Totals.Fates[(int)fate]++;
    }

    public LedgerReading Read()
    {
        var sum = new LedgerCounts();
        // One after the other, so that a reading of much open traffic holds up few: a traffic, and all that it deferred, is in one stripe, so each balances alone.
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                sum.Add(stripe.Totals);
                for (var gate = stripe.Newest; gate is not null; gate = gate.Older)
                    gate.CountInto(sum);
            }
        }

        return sum.ToReading();
    }

    /// <summary>Those open at some moment of each stripe.</summary>
    public List<TrafficGate> Snapshot()
    {
        var gates = new List<TrafficGate>();
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                for (var gate = stripe.Newest; gate is not null; gate = gate.Older)
                    gates.Add(gate);
            }
        }

        return gates;
    }

    private Stripe Of(TrafficGate gate) => _stripes[gate.Number & (Stripes - 1)];

    private sealed class Stripe
    {
        public TrafficGate? Newest { get; set; }

        public int Count { get; set; }

        /// <summary>Of traffic that is over, and of what was not admitted.</summary>
        public LedgerCounts Totals { get; } = new();
    }
}

/// <summary>Where a gate is with respect to the <see cref="Ledger"/>.</summary>
internal enum OpenPlace : byte
{
    Before,
    In,
    After,
}
