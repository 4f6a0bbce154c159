namespace Crosstown.Actors.Deferrals;

/// <summary>How many deferred, and how many have each fate. Outstanding are the others.</summary>
internal sealed class LedgerCounts
{
    public long Deferred { get; set; }

    public long[] Fates { get; } = new long[(int)Fate.Abandoned + 1];

    public void Add(LedgerCounts other)
    {
        Deferred += other.Deferred;
        for (var fate = 0; fate < Fates.Length; fate++)
            Fates[fate] += other.Fates[fate];
    }

    public LedgerReading ToReading() => new()
    {
        Deferred = Deferred,
        Outstanding = Deferred - Fates.Sum(),
        Ran = Fates[(int)Fate.Ran],
        Failed = Fates[(int)Fate.Failed],
        NoGo = Fates[(int)Fate.NoGo],
        Aborted = Fates[(int)Fate.Aborted],
        Cancelled = Fates[(int)Fate.Cancelled],
        Refused = Fates[(int)Fate.Refused],
        Abandoned = Fates[(int)Fate.Abandoned],
    };
}
