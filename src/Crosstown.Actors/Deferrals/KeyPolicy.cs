namespace Crosstown.Actors;

/// <summary>Which deferral runs when two of one request have the same <see cref="DeferralOptions.Key"/>. The other one ends as <see cref="Fate.Cancelled"/>.</summary>
public enum KeyPolicy
{
    /// <summary>The one deferred first, at its position in the order.</summary>
    FirstWins,

    /// <summary>The one deferred last, at its own, later position. If the first has started, that one stays.</summary>
    LastWins,
}
