using Crosstown.Actors.Deferrals;

namespace Crosstown.Web.Endpoints;

/// <summary>The traffic settings in one endpoint's metadata.</summary>
internal sealed record EndpointTraffic(Endpoint Endpoint, EndpointDeferralOptions? Defaults, TrafficRelease ReleaseAt)
{
    public static EndpointTraffic Read(Endpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var pool = metadata.GetMetadata<TrafficPoolAttribute>();
        var sameThread = metadata.GetMetadata<SameThreadAttribute>();
        var sequential = metadata.GetMetadata<SequentialAttribute>();
        var noGo = metadata.GetOrderedMetadata<NoGoOnAttribute>().Select(static level => level.Rules).ToArray();
        var release = metadata.GetMetadata<ReleaseTrafficAtAttribute>()?.Release ?? TrafficRelease.ResponseEnded;
        if (pool is null && sameThread is null && sequential is null && noGo.Length == 0)
            return new(endpoint, null, release);
        var defaults = new EndpointDeferralOptions
        {
            NoGo = noGo,
            Pool = pool?.Name,
            SameThread = sameThread?.Enabled,
            Sequential = sequential?.Enabled,
            StopOnFailure = sequential?.StopsOnFailure,
        };
        return new(endpoint, defaults, release);
    }
}
