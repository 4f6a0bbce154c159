using Akka.Configuration;

namespace Crosstown.Actors.Filters;

/// <summary>The filters of each pool and of the lanes, in the order of their registration. Made once, at start-up.</summary>
internal sealed class FilterRegistry
{
    private readonly FilterRegistration[] _registrations;

    /// <summary>The filters of each pool that a registration names; null members for none.</summary>
    private readonly Dictionary<string, FilterPipeline?> _named;

    /// <summary>The filters of all other pools; null for none.</summary>
    private readonly FilterPipeline? _others;

    public FilterRegistry(IEnumerable<FilterRegistration> registrations)
    {
        _registrations = [.. registrations];
        _named = _registrations.SelectMany(static registration => registration.Pools ?? []).Distinct().ToDictionary(static pool => pool, Compose, StringComparer.Ordinal);
        _others = Compose(null);
    }

    /// <summary>The filters of a pool, or of the lanes (<see cref="PoolNames.SameThread"/>); null for none.</summary>
    public FilterPipeline? Of(string pool) => _named.TryGetValue(pool, out var filters) ? filters : _others;

    /// <exception cref="ConfigurationException">A filter is for a pool that is not declared.</exception>
    public void RequireDeclared(IEnumerable<string> pools)
    {
        string[] declared = [.. pools.Order(StringComparer.Ordinal), PoolNames.SameThread];
        foreach (var (filter, named) in _registrations)
        {
            if (named?.FirstOrDefault(pool => !declared.Contains(pool)) is { } unknown)
            {
                throw new ConfigurationException(
                    $"AddTrafficFilter<{filter.Name}> names the pool {unknown}, which is not declared; the pools are {string.Join(", ", declared)}. " +
                    $"Declare it in HOCON: crosstown.pools.{unknown} {{ }}, or with services.AddTrafficPool.");
            }
        }
    }

    private FilterPipeline? Compose(string? pool)
    {
        // Distinct: a filter that is registered twice, as by two libraries, surrounds the code once.
        Type[] filters = [.. _registrations.Where(registration => registration.Pools is not { } pools || pools.Contains(pool)).Select(static registration => registration.Filter).Distinct()];
        return filters.Length == 0 ? null : new FilterPipeline(filters);
    }
}
