namespace Crosstown.Actors;

/// <summary>What happens to the deferrals of a pool whose circuit is open.</summary>
public enum WhenOpen
{
    /// <summary>They wait until it closes.</summary>
    Wait,

    /// <summary>They end as <see cref="Fate.Failed"/> at once, with a <see cref="CircuitOpenException"/>.</summary>
    Fail,
}
