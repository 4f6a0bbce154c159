using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Traffic;

/// <summary>Traffic where there is no request; within a running deferral that has services of its own, that deferral's.</summary>
internal class TrafficOutsideRequest(TrafficParts parts) : TrafficVerbs(parts)
{
    internal override TrafficEntrance? Entrance => TrafficContext.Current.Value is { } context ? ((NestedTraffic)context.Traffic).Entrance : null;
}
