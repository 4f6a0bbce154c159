namespace Crosstown.Actors;

/// <summary>How one deferral is tried again after a failure. A value that is null comes from the decorated method or handler, then from the pool, then from <c>crosstown.deferral.retry</c>. Immutable.</summary>
public sealed record RetryOptions
{
    /// <summary>The most attempts, the first one among them.</summary>
    /// <value>1 to 1000; null, the default, for the outer level's.</value>
    public int? Attempts { get; init; }

    /// <summary>The wait after the first failed attempt. It doubles after each further one.</summary>
    /// <value>0 s to 24 h; null, the default, for the outer level's.</value>
    public TimeSpan? Backoff { get; init; }

    /// <summary>The longest wait between two attempts. A <see cref="RetryAfterException"/> names its own wait, which this does not limit.</summary>
    /// <value>0 s to 24 h; null, the default, for the outer level's.</value>
    public TimeSpan? MaxBackoff { get; init; }

    /// <summary>Whether each wait is a random one between its half and its whole, so that many failures of one moment are not repeated in one moment.</summary>
    /// <value>Null, the default, for the outer level's.</value>
    public bool? Jitter { get; init; }

    /// <summary>
    /// Decides by the exception whether the deferral is tried again, in place of <c>retry-on</c>. Not asked about a cancellation, after which there is no further attempt, and about a
    /// <see cref="RetryAfterException"/>, which asks for one. Called on the routee's thread; if it throws, the deferral fails with its own exception.
    /// </summary>
    /// <value>Null, the default, for the outer level's <c>retry-on</c>.</value>
    public Func<Exception, bool>? When { get; init; }
}
