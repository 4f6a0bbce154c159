namespace Crosstown.Actors;

/// <summary>A deferral that was abandoned at the drain's deadline, or because the actor system terminated.</summary>
/// <param name="Id">The deferral.</param>
/// <param name="Kind">The handler and message, or the delegate's method.</param>
/// <param name="Endpoint">The method and route of the request that deferred it, such as <c>POST /campaigns</c>; null without a request.</param>
/// <param name="TraceId">The trace of the request that deferred it, or its server's identifier; null without either.</param>
/// <param name="HadStarted">Whether its code had started, so that it may have done part of its work.</param>
public sealed record AbandonedDeferral(DeferralId Id, string Kind, string? Endpoint, string? TraceId, bool HadStarted)
{
    /// <summary>Such as <c>81-3 PlaceCallHandler(PlaceCall) of POST /campaigns (started, trace 4bf92f3577b34da6a3ce929d0e0e4736)</c>.</summary>
    public override string ToString() => $"{Id} {Kind} of {Endpoint ?? "no request"} ({(HadStarted ? "started" : "not started")}{(TraceId is null ? "" : $", trace {TraceId}")})";
}
