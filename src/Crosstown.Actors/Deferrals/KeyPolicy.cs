namespace Crosstown.Actors;

/// <summary>Which deferral stays when two of one request have the same <see cref="DeferralOptions.Key"/>. The other ends as <see cref="Fate.Cancelled"/>.</summary>
public enum KeyPolicy
{
    /// <summary>The one deferred first, in its place.</summary>
    FirstWins,

    /// <summary>The one deferred last, in the later place.</summary>
    LastWins,
}
