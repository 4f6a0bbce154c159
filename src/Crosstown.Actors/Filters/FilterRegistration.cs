namespace Crosstown.Actors.Filters;

/// <summary>One <c>AddTrafficFilter</c>: the filter's type and the pools that it is for; null for all, and for the lanes.</summary>
internal sealed record FilterRegistration(Type Filter, IReadOnlyList<string>? Pools);
