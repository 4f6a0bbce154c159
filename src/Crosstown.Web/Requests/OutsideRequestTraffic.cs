using Crosstown.Actors.Traffic;

namespace Crosstown.Web.Requests;

/// <summary>The <see cref="ICrosstownTraffic"/> of code that runs outside a request.</summary>
internal sealed class OutsideRequestTraffic(TrafficParts parts) : TrafficOutsideRequest(parts), ICrosstownTraffic;
