namespace Crosstown.Actors;

/// <summary>A deferral that was abandoned at the drain's deadline, or because the actor system terminated.</summary>
/// <param name="Id">The deferral.</param>
/// <param name="Kind">The handler and message, or the delegate's method.</param>
/// <param name="TraceId">The trace of the request that deferred it, or its server's identifier; null without either.</param>
/// <param name="HadStarted">Whether its code had started, so that it may have done part of its work.</param>
public sealed record AbandonedDeferral(DeferralId Id, string Kind, string? TraceId, bool HadStarted);
