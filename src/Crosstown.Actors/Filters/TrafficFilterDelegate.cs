namespace Crosstown.Actors;

#pragma warning disable CA1711 // Named as ASP.NET Core's EndpointFilterDelegate.
/// <summary>The rest of a filtered run: the filters registered later, and then the deferral's code.</summary>
/// <param name="context">The context that the rest gets: the filter's own, or one that it has made, such as one with the services of a tenant.</param>
/// <param name="cancellationToken">The token that the rest gets: the filter's own, or one that is linked to it.</param>
/// <exception cref="InvalidOperationException">The filter has called it before, or has returned.</exception>
public delegate Task TrafficFilterDelegate(TrafficContext context, CancellationToken cancellationToken);
