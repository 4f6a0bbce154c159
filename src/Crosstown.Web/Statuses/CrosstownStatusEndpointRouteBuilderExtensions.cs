using Crosstown.Web;
using Crosstown.Web.Statuses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoint that serves the status of deferrals.</summary>
public static class CrosstownStatusEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the status of each deferral that was answered by <c>Results.AcceptedTraffic</c>, at <c>GET prefix/id</c>: a <see cref="TrafficStatus"/> as JSON, or 404 for an id that is unknown or
    /// has been dropped. An id has 128 random bits; whoever has it may ask.
    /// </summary>
    /// <param name="endpoints">The application, or a group of routes.</param>
    /// <param name="prefix">The path before the id, such as <c>/status</c>.</param>
    /// <returns>The group of the route, to be authorized, limited in its rate, or given a CORS policy.</returns>
    /// <exception cref="InvalidOperationException">It was called before for this application, or the application has no Crosstown services.</exception>
    public static RouteGroupBuilder MapCrosstownStatus(this IEndpointRouteBuilder endpoints, string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var statuses = endpoints.ServiceProvider.GetService<StatusRing>() ?? throw StatusRing.NoServices();
        statuses.Map(prefix);
        var group = endpoints.MapGroup(prefix);
        group.MapGet("/{id}", statuses.ServeAsync)
            .WithName(StatusRing.EndpointName)
            .WithDisplayName("Crosstown's status of a deferral")
            .WithMetadata(
                new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TrafficStatus), ["application/json"]),
                new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(void)));
        return group;
    }
}
