namespace Crosstown.Actors;

/// <summary>How deferrals are tried again after a failure (<c>crosstown.deferral.retry</c>, <c>crosstown.pools.NAME.retry</c>). Immutable.</summary>
public sealed class RetrySettings
{
    internal RetrySettings()
    {
    }

    /// <summary>The most attempts, the first one among them (<c>attempts</c>).</summary>
    /// <value>1 to 1000. The default is 1: nothing is tried again.</value>
    public required int Attempts { get; init; }

    /// <summary>The wait after the first failed attempt; it doubles after each further one (<c>backoff</c>).</summary>
    /// <value>0 s to 24 h. The default is 1 s.</value>
    public required TimeSpan Backoff { get; init; }

    /// <summary>The longest wait between two attempts (<c>max-backoff</c>).</summary>
    /// <value>0 s to 24 h. The default is 30 s.</value>
    public required TimeSpan MaxBackoff { get; init; }

    /// <summary>Whether each wait is a random one between its half and its whole (<c>jitter</c>).</summary>
    /// <value>The default is true.</value>
    public required bool Jitter { get; init; }

    /// <summary>Whether a <see cref="RetryAfterException"/> pauses the whole pool (<c>pause-pool</c>). Without effect on a lane.</summary>
    /// <value>The default is false.</value>
    public required bool PausePool { get; init; }

    /// <summary>The exception types that are retried, and their base types: with a dot the full name, else the simple one (<c>retry-on</c>). Never a cancellation.</summary>
    /// <value>The default is <c>Exception</c>, any.</value>
    public required IReadOnlyList<string> RetryOn { get; init; }
}
