using System.Reflection;
using Crosstown.Actors.Deferrals;
using Microsoft.AspNetCore.Mvc.Controllers;

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
            SameThread = pool is not null && sameThread is { Enabled: true } ? IsNearer(metadata, sameThread, pool) : sameThread?.Enabled,
            Sequential = sequential?.Enabled,
            StopOnFailure = sequential?.StopsOnFailure,
        };
        return new(endpoint, defaults, release);
    }

    /// <summary>Whether <paramref name="lane"/> comes after <paramref name="pool"/> in the metadata, which begin with those of the group or the controller.</summary>
    private static bool IsNearer(EndpointMetadataCollection metadata, SameThreadAttribute lane, TrafficPoolAttribute pool)
    {
        var method = metadata.GetMetadata<MethodInfo>() ?? metadata.GetMetadata<ControllerActionDescriptor>()?.MethodInfo;
        if (method is not null && method.IsDefined(lane.GetType()) && method.IsDefined(pool.GetType()))
            throw new FormatException($"{method.DeclaringType?.Name}.{method.Name} has both [SameThread] and [TrafficPool(\"{pool.Name}\")]: its deferrals run on a lane or on a pool. Remove one of the two.");
        for (var i = metadata.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(metadata[i], lane) || ReferenceEquals(metadata[i], pool))
                return ReferenceEquals(metadata[i], lane);
        }

        return true;
    }
}
