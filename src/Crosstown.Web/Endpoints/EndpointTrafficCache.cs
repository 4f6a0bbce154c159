using System.Runtime.CompilerServices;

namespace Crosstown.Web.Endpoints;

/// <summary>Reads each endpoint's metadata once. Endpoints that an application replaces at run time are let go, all but the last one asked for.</summary>
internal sealed class EndpointTrafficCache
{
    private readonly ConditionalWeakTable<Endpoint, EndpointTraffic> _read = [];

    /// <summary>The last answer: deferrals of one handler ask again and again. A benign race over an immutable object.</summary>
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
