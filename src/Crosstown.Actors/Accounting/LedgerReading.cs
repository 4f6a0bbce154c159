namespace Crosstown.Actors;

/// <summary>All counters of one process, read at one moment, so that they balance.</summary>
public readonly record struct LedgerReading
{
    internal LedgerReading(long deferred, long[] fates)
    {
        Deferred = deferred;
        Outstanding = deferred - fates.Sum();
        Ran = fates[(int)Fate.Ran];
        Failed = fates[(int)Fate.Failed];
        NoGo = fates[(int)Fate.NoGo];
        Aborted = fates[(int)Fate.Aborted];
        Cancelled = fates[(int)Fate.Cancelled];
        Refused = fates[(int)Fate.Refused];
        Abandoned = fates[(int)Fate.Abandoned];
    }

    /// <summary>Calls that deferred, the refused ones among them.</summary>
    public long Deferred { get; internal init; }

    /// <summary>Deferrals without a fate.</summary>
    public long Outstanding { get; internal init; }

    /// <inheritdoc cref="Fate.Ran"/>
    public long Ran { get; internal init; }

    /// <inheritdoc cref="Fate.Failed"/>
    public long Failed { get; internal init; }

    /// <inheritdoc cref="Fate.NoGo"/>
    public long NoGo { get; internal init; }

    /// <inheritdoc cref="Fate.Aborted"/>
    public long Aborted { get; internal init; }

    /// <inheritdoc cref="Fate.Cancelled"/>
    public long Cancelled { get; internal init; }

    /// <inheritdoc cref="Fate.Refused"/>
    public long Refused { get; internal init; }

    /// <inheritdoc cref="Fate.Abandoned"/>
    public long Abandoned { get; internal init; }

    /// <summary>The sum of the fates.</summary>
    public long Ended => Ran + Failed + NoGo + Aborted + Cancelled + Refused + Abandoned;

    /// <summary>Whether deferred = outstanding + the sum of the fates, so that no deferral was lost. False only by a defect in Crosstown.</summary>
    public bool Balances => Deferred == Outstanding + Ended && Outstanding >= 0;

    /// <summary>The count of one fate.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fate"/> is not a <see cref="Fate"/>.</exception>
    public long this[Fate fate] => fate switch
    {
        Fate.Ran => Ran,
        Fate.Failed => Failed,
        Fate.NoGo => NoGo,
        Fate.Aborted => Aborted,
        Fate.Cancelled => Cancelled,
        Fate.Refused => Refused,
        Fate.Abandoned => Abandoned,
        _ => throw new ArgumentOutOfRangeException(nameof(fate)),
    };
}
