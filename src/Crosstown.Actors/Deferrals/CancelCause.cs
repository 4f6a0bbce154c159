namespace Crosstown.Actors.Deferrals;

/// <summary>Why a running deferral's token was cancelled. Decides its fate if the code then throws an OperationCanceledException.</summary>
internal enum CancelCause
{
    None,

    /// <summary><see cref="Actors.Deferral.Cancel"/> was called: <see cref="Fate.Cancelled"/>.</summary>
    Receipt,

    /// <summary>Its timeout passed: <see cref="Fate.Failed"/>.</summary>
    Timeout,

    /// <summary>The drain's deadline passed: <see cref="Fate.Abandoned"/>.</summary>
    Drain,

    /// <summary>Its routee stopped while it ran: <see cref="Fate.Failed"/>.</summary>
    Routee,
}
