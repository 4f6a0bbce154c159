namespace Crosstown.Actors.Deferrals;

/// <summary>
/// Deferred, outstanding and the fates, in stripes. Each event changes one stripe under its lock, and a reading holds all of them,
/// so that every reading balances. A deferral may begin in one stripe and end in another: only the sums mean anything.
/// </summary>
internal sealed class Ledger
{
    private readonly Stripe[] _stripes;
    private readonly int _mask;

    public Ledger()
    {
        var count = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount, 1, 16));
        _stripes = new Stripe[count];
        for (var i = 0; i < count; i++)
            _stripes[i] = new Stripe();
        _mask = count - 1;
    }

    public void Deferred()
    {
        var stripe = Mine();
        lock (stripe)
        {
            stripe.Deferred++;
            stripe.Outstanding++;
        }
    }

    public void Ended(Fate fate)
    {
        var stripe = Mine();
        lock (stripe)
        {
            stripe.Outstanding--;
            stripe.Fates[(int)fate]++;
        }
    }

    public LedgerReading Read()
    {
        Span<long> fates = stackalloc long[(int)Fate.Abandoned + 1];
        long deferred = 0, outstanding = 0;
        // Always in the same order, and nobody else takes two: no deadlock.
        foreach (var stripe in _stripes)
            Monitor.Enter(stripe);
        foreach (var stripe in _stripes)
        {
            deferred += stripe.Deferred;
            outstanding += stripe.Outstanding;
            for (var i = 1; i < fates.Length; i++)
                fates[i] += stripe.Fates[i];
        }

        foreach (var stripe in _stripes)
            Monitor.Exit(stripe);
        return new LedgerReading
        {
            Deferred = deferred,
            Outstanding = outstanding,
            Ran = fates[(int)Fate.Ran],
            Failed = fates[(int)Fate.Failed],
            NoGo = fates[(int)Fate.NoGo],
            Aborted = fates[(int)Fate.Aborted],
            Cancelled = fates[(int)Fate.Cancelled],
            Refused = fates[(int)Fate.Refused],
            Abandoned = fates[(int)Fate.Abandoned],
        };
    }

    private Stripe Mine() => _stripes[Thread.GetCurrentProcessorId() & _mask];

    private sealed class Stripe
    {
        public long Deferred { get; set; }

        public long Outstanding { get; set; }

        public long[] Fates { get; } = new long[(int)Fate.Abandoned + 1];
    }
}
