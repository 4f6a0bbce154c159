namespace Crosstown.Actors;

/// <summary>How many deferrals a pool starts in a time, in this process (<c>crosstown.pools.NAME.rate</c>): a token bucket. Immutable.</summary>
public sealed class RateSettings
{
    internal RateSettings()
    {
    }

    /// <summary>Starts per <see cref="Window"/> (<c>permits</c>). They come one by one, evenly spread over the window.</summary>
    /// <value>1 to 1000000.</value>
    public required int Permits { get; init; }

    /// <summary>The time in which there are so many permits (<c>window</c>).</summary>
    /// <value>1 ms to 24 h. The default is 1 s.</value>
    public required TimeSpan Window { get; init; }

    /// <summary>The permits that can be saved up while nothing starts, and that there are at first (<c>burst</c>).</summary>
    /// <value>1 to 1000000. The default is <see cref="Permits"/>.</value>
    public required int Burst { get; init; }
}
