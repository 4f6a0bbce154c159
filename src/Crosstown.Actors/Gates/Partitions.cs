namespace Crosstown.Actors.Gates;

/// <summary>
/// The keys of which one deferral at a time is past this point: a text, or, on a lane, the account of a request, whose same-thread deferrals keep their order. Used by one actor.
/// </summary>
internal sealed class Partitions
{
    private readonly Dictionary<object, Line> _lines = [];

    /// <summary>Those that wait behind the holders of their keys.</summary>
    public IEnumerable<Deferral> Behind => _lines.Values.SelectMany(static line => line.Behind);

    /// <summary>Whether the deferral is past: it has no key, or nobody holds it. If not, it waits.</summary>
    public bool TryPass(Deferral deferral)
    {
        if (KeyOf(deferral) is not { } key || _lines.TryAdd(key, new Line(deferral)))
            return true;
        _lines[key].Behind.Enqueue(deferral);
        return false;
    }

    /// <summary>Called when a deferral is over.</summary>
    /// <param name="deferral">The deferral.</param>
    /// <param name="waiting">Those that still wait.</param>
    /// <returns>The next one of its key, which is past now; null if there is none, or if the deferral did not hold its key.</returns>
    public Deferral? Leave(Deferral deferral, HashSet<Deferral> waiting)
    {
        if (KeyOf(deferral) is not { } key || !_lines.TryGetValue(key, out var line) || line.Holder != deferral)
            return null;
        while (line.Behind.TryDequeue(out var next))
        {
            if (!waiting.Contains(next))
                continue;
            line.Holder = next;
            return next;
        }

        _lines.Remove(key);
        return null;
    }

    private static object? KeyOf(Deferral deferral) => deferral.Plan.SameThread ? deferral.Account.Root : deferral.Plan.Waits?.Partition;

    /// <summary>The deferrals of one key, in order.</summary>
    private sealed class Line(Deferral holder)
    {
        public Deferral Holder { get; set; } = holder;

        public Queue<Deferral> Behind { get; } = new();
    }
}
