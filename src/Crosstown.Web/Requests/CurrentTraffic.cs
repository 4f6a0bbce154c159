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
    internal override TrafficEntrance? Entrance => Inbound is { } inbound ? inbound.Entrance : base.Entrance;

    internal override EndpointDeferralOptions? Endpoint => Inbound?.Endpoint;

    internal override CancellationToken RequestAborted => Inbound?.RequestAborted ?? CancellationToken.None;

    /// <summary>The traffic of the current request, if it is this host's: a flow may lead from one host of the process into another.</summary>
    private InboundTraffic? Inbound => AmbientTraffic.Current is { } current && ReferenceEquals(current.Parts, Parts) ? current : null;
}
