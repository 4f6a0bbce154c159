using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

/// <summary>
/// <c>Features.Get</c> and <c>Set</c> through the indexer, which avoids the look-up of a generic virtual method in each call. A request with traffic makes a dozen of these
/// calls (benchmarks/README.md).
/// </summary>
internal static class FeatureLookup
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Find<T>(this IFeatureCollection features)
        where T : class => features[typeof(T)] as T;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T>(this IFeatureCollection features, T? feature)
        where T : class => features[typeof(T)] = feature;

    public static Endpoint? FindEndpoint(this IFeatureCollection features) => features.Find<IEndpointFeature>()?.Endpoint;
}
