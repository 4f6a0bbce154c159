namespace Crosstown.Actors.Deferrals;

/// <summary>Whether the times of deferrals are noted. Only where somebody asks for them, because each deferral then has two objects more. One per host.</summary>
internal sealed class NotedTimes(TimeProvider clock)
{
    /// <summary>Set at start-up.</summary>
    public bool IsOn { get; set; }

    /// <summary>The times of a deferral that is made now; null where nobody asks for them.</summary>
    public DeferralTimes? Now() => IsOn ? new DeferralTimes(clock) : null;
}
