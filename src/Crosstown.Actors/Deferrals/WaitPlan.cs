namespace Crosstown.Actors.Deferrals;

/// <summary>For what a deferral waits between its release and an attempt, if it is not dispatched at once. Immutable.</summary>
internal sealed class WaitPlan
{
    /// <summary>Null if it is not tried again.</summary>
    public RetryPlan? Retry { get; init; }

    public TimeSpan Delay { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public TimeSpan? StartWithin { get; init; }

    public string? Partition { get; init; }

    public string? UniqueFor { get; init; }

    /// <summary>Whether the first attempt goes through the gate, too. A retry always does.</summary>
    public bool BeginsAtGate => Delay > TimeSpan.Zero || NotBefore is not null || Partition is not null || UniqueFor is not null;
}
