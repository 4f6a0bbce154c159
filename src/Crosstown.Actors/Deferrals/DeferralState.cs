namespace Crosstown.Actors.Deferrals;

/// <summary>The state of a deferral. It only moves forwards.</summary>
internal enum DeferralState : byte
{
    /// <summary>Its code has not begun.</summary>
    Pending,

    Running,

    /// <summary>It has its fate, but its code still runs: a timeout or the drain came first.</summary>
    Detached,

    /// <summary>It has its fate, and its code has returned or never began.</summary>
    Over,
}
