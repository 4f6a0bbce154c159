namespace Crosstown.Actors;

/// <summary>What happens to an actor of a pool of the application's own actors when it throws (<c>crosstown.pools.NAME.on-failure</c>). Its deferral fails in any case.</summary>
public enum RouteeFailure
{
    /// <summary>A new instance replaces it and receives the waiting mail.</summary>
    Restart,

    /// <summary>The same instance goes on with its state.</summary>
    Resume,

    /// <summary>The actor is stopped, and a new one is started for the next deferral.</summary>
    Stop,
}
