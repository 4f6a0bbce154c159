namespace Crosstown.Actors.Deferrals;

/// <summary>The state of a deferral. It only moves forwards.</summary>
internal enum DeferralState : byte
{
    /// <summary>The deferral has neither a fate nor begun to run.</summary>
    Pending,

    Running,

    /// <summary>The deferral has its fate, and its code still runs because a timeout or the drain came first, or its failure is being reported.</summary>
    Detached,

    /// <summary>The deferral has its fate, and its code has returned or never began.</summary>
    Over,
}
