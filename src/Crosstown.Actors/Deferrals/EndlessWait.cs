namespace Crosstown.Actors.Deferrals;

/// <summary>Finds waits for a deferral that would never end.</summary>
internal static class EndlessWait
{
    /// <summary>The same-thread deferral whose code runs in this flow, so that waiting for another one on the same lane is an error rather than a deadlock.</summary>
    public static AsyncLocal<Deferral?> RunsOnLane { get; } = new();

    /// <exception cref="InvalidOperationException">The request that made the deferral is still open, or the caller is on the lane that the deferral needs.</exception>
    public static void ThrowIfEndless(Deferral deferral)
    {
        if (!deferral.Account.IsReleased)
            throw new InvalidOperationException($"The request that made deferral {deferral} is still open: it starts only after the response, so this wait would never end.");
        if (deferral.Plan.SameThread && RunsOnLane.Value is { IsRunning: true } running && running.Account.Lane == deferral.Account.Lane)
            throw new InvalidOperationException($"Deferral {deferral} needs the same thread that {running} holds while it waits: this wait would never end.");
    }
}
