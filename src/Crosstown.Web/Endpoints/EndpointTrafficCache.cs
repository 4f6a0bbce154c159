using System.Runtime.CompilerServices;

namespace Crosstown.Web.Endpoints;

/// <summary>Reads each endpoint's metadata once. Endpoints that an application replaces at run time are let go.</summary>
internal sealed class EndpointTrafficCache
{
    private readonly ConditionalWeakTable<Endpoint, EndpointTraffic> _read = [];

    public EndpointTraffic Of(Endpoint endpoint) => _read.GetValue(endpoint, EndpointTraffic.Read);
}
