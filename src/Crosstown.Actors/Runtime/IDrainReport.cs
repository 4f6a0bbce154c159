namespace Crosstown.Actors;

/// <summary>The result of the drain at shutdown. A singleton; complete once the host has stopped. Read the other members when <see cref="Completion"/> has completed.</summary>
public interface IDrainReport
{
    /// <summary>Completes when the drain is over, with the report itself.</summary>
    Task<IDrainReport> Completion { get; }

    /// <summary>How long the drain took; null until it is over.</summary>
    TimeSpan? Elapsed { get; }

    /// <summary>The number of deferrals outstanding when admission stopped.</summary>
    long OutstandingAtStart { get; }

    /// <summary>All abandoned deferrals, in the order admitted. Empty until the drain is over. The log (event 1402) counts them by kind and endpoint, and names the first 20.</summary>
    IReadOnlyList<AbandonedDeferral> Abandoned { get; }

    /// <summary>
    /// The failures, and what was abandoned, that the failure handlers had not all taken when the drain's time was over; a handler that was at work then may have taken its own. Empty
    /// without failure handlers, and until the drain is over. The log (event 1403) names the first 20.
    /// </summary>
    IReadOnlyList<TrafficFailure> UnhandledFailures { get; }
}
