namespace Crosstown.Actors.Requests;

/// <summary>All traffic that has deferrals outstanding: for the drain, which names them, and for the gauges. A list per stripe, each under its own lock.</summary>
internal sealed class OpenTraffic
{
    private const int Stripes = 16;
    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, Stripes).Select(static _ => new Stripe())];

    public int Count => _stripes.Sum(static stripe => stripe.Count);

    public void Add(TrafficGate gate)
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

    /// <summary>Idempotent; one that was never added is never added afterwards.</summary>
    public void Remove(TrafficGate gate)
    {
        var stripe = Of(gate);
        lock (stripe)
        {
            var was = gate.Place;
            gate.Place = OpenPlace.After;
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
    }
}

/// <summary>Where a gate is with respect to <see cref="OpenTraffic"/>.</summary>
internal enum OpenPlace : byte
{
    Before,
    In,
    After,
}

/// <summary>The links of <see cref="OpenTraffic"/>, under its stripe's lock.</summary>
internal partial class TrafficGate
{
    internal TrafficGate? Older { get; set; }

    internal TrafficGate? Younger { get; set; }

    internal OpenPlace Place { get; set; }
}
