namespace Crosstown.Actors.Gates;

/// <summary>Whether a pool's circuit lets deferrals start.</summary>
internal enum CircuitState
{
    Closed,
    Open,

    /// <summary>One deferral is tried.</summary>
    HalfOpen,
}
