using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;

namespace Crosstown.Web.Endpoints;

/// <summary>What one endpoint's metadata says of traffic.</summary>
internal sealed record EndpointTraffic(Endpoint Endpoint, DeferralDefaults? Defaults, TrafficRelease ReleaseAt)
{
    public static EndpointTraffic Read(Endpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var pool = metadata.GetMetadata<TrafficPoolAttribute>();
        var sameThread = metadata.GetMetadata<SameThreadAttribute>();
        var sequential = metadata.GetMetadata<SequentialAttribute>();
        var noGo = ReadNoGo(metadata.GetOrderedMetadata<NoGoOnAttribute>());
        var release = metadata.GetMetadata<ReleaseTrafficAtAttribute>()?.Release ?? TrafficRelease.ResponseEnded;
        if (pool is null && sameThread is null && sequential is null && noGo is null)
            return new(endpoint, null, release);
        var defaults = new DeferralDefaults
        {
            NoGo = noGo,
            Pool = pool?.Name,
            SameThread = sameThread?.Enabled,
            Sequential = sequential?.Enabled,
            StopOnFailure = sequential?.StopsOnFailure,
        };
        return new(endpoint, defaults, release);
    }

    /// <summary>The nearest list, together with those around it for as long as each begins with an exception.</summary>
    private static NoGoRules? ReadNoGo(IReadOnlyList<NoGoOnAttribute> fromOuterToInner)
    {
        if (fromOuterToInner.Count == 0)
            return null;
        var rules = new List<NoGoRule>();
        for (var level = fromOuterToInner.Count - 1; level >= 0; level--)
        {
            rules.InsertRange(0, fromOuterToInner[level].Rules);
            if (rules is not [{ IsException: true }, ..])
                break;
        }

        return NoGoRules.Create([.. rules]);
    }
}
