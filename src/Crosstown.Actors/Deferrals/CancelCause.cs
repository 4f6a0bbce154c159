namespace Crosstown.Actors.Deferrals;

/// <summary>Why a running deferral's token was cancelled: the fate of the OperationCanceledException that follows.</summary>
internal enum CancelCause
{
    None,

    /// <summary>Its receipt: Cancelled.</summary>
    Receipt,

    /// <summary>Its timeout: Failed.</summary>
    Timeout,

    /// <summary>The drain's deadline: Abandoned.</summary>
    Drain,

    /// <summary>Its routee was stopped under it: Failed.</summary>
    Routee,
}
