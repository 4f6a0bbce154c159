namespace Crosstown.Actors;

/// <summary>The exception of a deferral that did not start within <see cref="DeferralOptions.StartWithin"/>. Its code has not run, or not again after a failed attempt.</summary>
public sealed class DeferralExpiredException(string message) : Exception(message);
