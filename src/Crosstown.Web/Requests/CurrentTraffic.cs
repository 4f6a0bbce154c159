using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Traffic;

namespace Crosstown.Web.Requests;

/// <summary>
/// The injected traffic, one object per host. It holds no request: each call looks up the traffic of the request in whose flow it is made. So it may be injected into anything, of
/// whatever lifetime, before or within a request.
/// </summary>
internal sealed class CurrentTraffic(TrafficParts parts) : TrafficOutsideRequest(parts), ICrosstownTraffic
{
    /// <summary>The entrance of the current request, else of the deferral that runs in this flow; null without either.</summary>
    internal override TrafficEntrance? Entrance => AmbientTraffic.Current is { } current ? current.Entrance : base.Entrance;

    internal override EndpointDeferralOptions? Endpoint => AmbientTraffic.Current?.Endpoint;

    internal override CancellationToken RequestAborted => AmbientTraffic.Current?.RequestAborted ?? CancellationToken.None;
}
