using Microsoft.AspNetCore.Routing;

namespace Crosstown.Web.Endpoints;

/// <summary>Reads the traffic metadata of every endpoint at start-up, so that an error in it keeps the application from starting.</summary>
internal static class EndpointValidation
{
    /// <exception cref="InvalidOperationException">Names every endpoint whose metadata is wrong, the value and the cure.</exception>
    public static void Validate(EndpointDataSource endpoints, EndpointTrafficCache cache, IReadOnlyCollection<string> pools)
    {
        var errors = endpoints.Endpoints.Select(endpoint => FindError(endpoint, cache, pools)).OfType<string>().Distinct().ToArray();
        if (errors.Length > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }

    private static string? FindError(Endpoint endpoint, EndpointTrafficCache cache, IReadOnlyCollection<string> pools)
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
