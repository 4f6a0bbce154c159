namespace Crosstown.Actors;

/// <summary>What the shutdown's drain came to. A singleton; of use after the host has stopped.</summary>
public interface IDrainReport
{
    /// <summary>Completes when the drain is over, with the report itself.</summary>
    Task<IDrainReport> Completion { get; }

    /// <summary>How long it took; null while it is not over.</summary>
    TimeSpan? Elapsed { get; }

    /// <summary>What was outstanding when it began.</summary>
    long OutstandingAtStart { get; }

    /// <summary>Each deferral that was abandoned. Empty while the drain is not over.</summary>
    IReadOnlyList<AbandonedDeferral> Abandoned { get; }
}
