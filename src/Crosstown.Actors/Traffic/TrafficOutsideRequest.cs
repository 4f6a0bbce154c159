using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Traffic;

/// <summary>Traffic without a request. Used within a running deferral that has a DI scope, it is that deferral's nested traffic.</summary>
internal class TrafficOutsideRequest(TrafficParts parts) : TrafficVerbs(parts)
{
    internal override TrafficEntrance? Entrance => TrafficContext.Current.Value is { } context ? ((NestedTraffic)context.Traffic).Entrance : null;
}
