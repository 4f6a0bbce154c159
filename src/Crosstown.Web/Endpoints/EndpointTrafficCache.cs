using System.Runtime.CompilerServices;

namespace Crosstown.Web.Endpoints;

/// <summary>Reads each endpoint's metadata once. Endpoints that an application replaces at run time can be collected, except the one last asked for.</summary>
internal sealed class EndpointTrafficCache
{
    private readonly ConditionalWeakTable<Endpoint, EndpointTraffic> _read = [];

    /// <summary>The last answer, because consecutive deferrals usually share an endpoint. Threads may overwrite each other's answer: each is immutable, and right for its endpoint.</summary>
    private EndpointTraffic? _last;

    public EndpointTraffic Of(Endpoint endpoint)
    {
        var last = Volatile.Read(ref _last);
        if (ReferenceEquals(last?.Endpoint, endpoint))
            return last!;
        var read = _read.GetValue(endpoint, EndpointTraffic.Read);
        Volatile.Write(ref _last, read);
        return read;
    }
}
