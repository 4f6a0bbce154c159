using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>What became of the admitted, and the gate's place in the <see cref="Ledger"/>.</summary>
internal partial class TrafficGate
{
    /// <summary>How many ran: nearly all, nearly always.</summary>
    private int _ran;

    /// <summary>The links of the ledger's list, and whether the gate is in it; under its stripe's lock.</summary>
    internal TrafficGate? Older { get; set; }

    internal TrafficGate? Younger { get; set; }

    internal OpenPlace Place { get; set; }

    /// <summary>Deferrals that were admitted and have their fate.</summary>
    private int Ended => Volatile.Read(ref _ran) + (SeldomOrNull is { } seldom ? Sum(ref seldom.OtherFates) : 0);

    private bool IsFinished => Volatile.Read(ref _last) is { } last && Ended >= ((last as Deferral)?.Ordinal ?? 0);

    /// <summary>The fates before the admitted: whatever has ended by now was admitted before, so the difference is never negative.</summary>
    internal void CountInto(LedgerCounts counts)
    {
        counts.Fates[(int)Fate.Ran] += Volatile.Read(ref _ran);
        if (SeldomOrNull is { } seldom)
        {
            for (var fate = 0; fate < counts.Fates.Length; fate++)
                counts.Fates[fate] += Volatile.Read(ref seldom.OtherFates[fate]);
        }

        counts.Deferred += Admitted;
    }

    private protected void Register()
    {
        Volatile.Write(ref _since, System.Clock.GetTimestamp());
        System.Ledger.Open(this);
        // After the ledger's lock: either the sweep at the actor system's end finds this traffic there, or the end is seen here.
        if (System.IsTerminating)
            TrafficSystem.Abandon(this);
    }

    /// <summary>The first is registered by its own thread, which may be behind: a reading after this call finds this deferral, too.</summary>
    private protected void RegisterIfNobodyHas()
    {
        if (Place == OpenPlace.Before)
            System.Ledger.Open(this);
    }

    /// <summary>Each count is one interlocked add, a full fence: of several that end at once, the last to add finds all others added.</summary>
    private void CountEnd(Fate fate)
    {
        if (fate == Fate.Ran)
        {
            Interlocked.Increment(ref _ran);
            return;
        }

        Interlocked.Increment(ref Seldom().OtherFates[(int)fate]);
    }

    private void FinishIfDone()
    {
        if (IsFinished)
            System.Ledger.Close(this);
    }

    private static int Sum(ref FateCounts counts)
    {
        var sum = 0;
        for (var fate = 0; fate <= (int)Fate.Abandoned; fate++)
            sum += Volatile.Read(ref counts[fate]);
        return sum;
    }
}
