using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Traffic;

/// <summary>
/// Traffic without a request. Used within a running deferral of the same host that has a DI scope, it is that deferral's nested traffic.
/// Code that flows from a deferral and outlives it has no request any more.
/// </summary>
internal class TrafficOutsideRequest(TrafficParts parts) : TrafficVerbs(parts)
{
    internal override TrafficEntrance? Entrance =>
        TrafficContext.Current.Value is { IsOver: false, Traffic: NestedTraffic nested } && ReferenceEquals(nested.Parts, Parts) ? nested.Entrance : null;
}
