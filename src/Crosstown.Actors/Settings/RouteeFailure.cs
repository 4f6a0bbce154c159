namespace Crosstown.Actors;

/// <summary>What becomes of a routee that is the user's own actor and threw (<c>crosstown.pools.NAME.on-failure</c>). The deferral at hand has failed in any case.</summary>
public enum RouteeFailure
{
    /// <summary>A new instance takes over, with the mail that waits.</summary>
    Restart,

    /// <summary>The same instance goes on.</summary>
    Resume,

    /// <summary>It is stopped, and a new actor is started for the next deferral.</summary>
    Stop,
}
