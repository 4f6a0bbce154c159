using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Completion;

/// <summary>
/// <c>Features.Get</c> and <c>Set</c> without the look-up of a generic virtual method that each of their calls makes. A dozen of them are on the path of a request with
/// traffic (benchmarks/README.md).
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
