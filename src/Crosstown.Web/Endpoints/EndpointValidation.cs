using Microsoft.AspNetCore.Routing;

namespace Crosstown.Web.Endpoints;

/// <summary>Reads every endpoint's traffic metadata at start-up, so that what is wrong in it is not first seen by a request.</summary>
internal static class EndpointValidation
{
    /// <exception cref="InvalidOperationException">Names every endpoint with something wrong, the value and the cure.</exception>
    public static void Validate(EndpointDataSource endpoints, EndpointTrafficCache cache, IReadOnlyCollection<string> pools)
    {
        var wrong = endpoints.Endpoints.Select(endpoint => FindWrong(endpoint, cache, pools)).OfType<string>().Distinct().ToArray();
        if (wrong.Length > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, wrong));
    }

    private static string? FindWrong(Endpoint endpoint, EndpointTrafficCache cache, IReadOnlyCollection<string> pools)
    {
        try
        {
            return cache.Of(endpoint).Defaults?.Pool is { } pool && !pools.Contains(pool, StringComparer.Ordinal)
                ? $"{NameOf(endpoint)}: the pool {pool} is not declared. Declare it in akka.hocon, crosstown.pools {{ {pool} {{ }} }}, or name one of: {string.Join(", ", pools.Order(StringComparer.Ordinal))}."
                : null;
        }
        catch (FormatException malformed)
        {
            return $"{NameOf(endpoint)}: {malformed.Message}";
        }
    }

    private static string NameOf(Endpoint endpoint) => endpoint.DisplayName is { Length: > 0 } name ? $"The endpoint {name}"
        : endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern } ? $"The endpoint {pattern}"
        : "An endpoint without a name";
}
