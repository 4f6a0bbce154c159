using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>What became of the admitted, and the gate's place in the <see cref="Ledger"/>.</summary>
internal partial class TrafficGate
{
    /// <summary>How many ran: nearly all, nearly always.</summary>
    private int _ran;

    /// <summary>The other fates, by number; null while there was none.</summary>
    private int[]? _others;

    /// <summary>The links of the ledger's list, and whether the gate is in it; under its stripe's lock.</summary>
    internal TrafficGate? Older { get; set; }

    internal TrafficGate? Younger { get; set; }

    internal OpenPlace Place { get; set; }

    /// <summary>Deferrals that were admitted and have their fate.</summary>
    private int Ended => Volatile.Read(ref _ran) + (Volatile.Read(ref _others) is { } others ? Sum(others) : 0);

    private bool IsFinished => Volatile.Read(ref _final) is var final && final >= 0 && Ended >= final;

    /// <summary>The fates before the admitted: whatever has ended by now was admitted before, so the difference is never negative.</summary>
    internal void CountInto(LedgerCounts counts)
    {
        counts.Fates[(int)Fate.Ran] += Volatile.Read(ref _ran);
        if (Volatile.Read(ref _others) is { } others)
        {
            for (var fate = 0; fate < others.Length; fate++)
                counts.Fates[fate] += Volatile.Read(ref others[fate]);
        }

        counts.Deferred += Admitted;
    }

    /// <summary>Each count is one interlocked add, a full fence: of several that end at once, the last to add finds all others added.</summary>
    private void CountEnd(Fate fate)
    {
        if (fate == Fate.Ran)
        {
            Interlocked.Increment(ref _ran);
            return;
        }

        var others = Volatile.Read(ref _others);
        if (others is null)
        {
            var mine = new int[(int)Fate.Abandoned + 1];
            others = Interlocked.CompareExchange(ref _others, mine, null) ?? mine;
        }

        Interlocked.Increment(ref others[(int)fate]);
    }

    private void FinishIfDone()
    {
        if (IsFinished)
            System.Ledger.Close(this);
    }

    private static int Sum(int[] counts)
    {
        var sum = 0;
        for (var i = 0; i < counts.Length; i++)
            sum += Volatile.Read(ref counts[i]);
        return sum;
    }
}
