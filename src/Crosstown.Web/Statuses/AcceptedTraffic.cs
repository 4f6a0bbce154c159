using System.Reflection;
using Crosstown.Web.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web;

/// <summary>
/// Answers 202 with a <c>Location</c> at which the client can ask how a deferral goes on; <c>TypedResults.AcceptedTraffic(deferral)</c> makes it. The response has no body. An action of a controller
/// may return it, too.
/// </summary>
public sealed class AcceptedTraffic : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    internal AcceptedTraffic(Deferral deferral)
    {
        ArgumentNullException.ThrowIfNull(deferral);
        Deferral = deferral;
    }

    /// <summary>The deferral whose status is served.</summary>
    public Deferral Deferral { get; }

    /// <summary>202.</summary>
    public int StatusCode { get; } = StatusCodes.Status202Accepted;

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    /// <summary>Writes the response. From then on the status can be asked for.</summary>
    /// <exception cref="InvalidOperationException">The application does not serve statuses (<c>app.MapCrosstownStatus("/status")</c>), or their route needs values that this request does not have.</exception>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var statuses = httpContext.RequestServices.GetService<StatusRing>() ?? throw StatusRing.NoServices();
        httpContext.Response.Headers.Location = statuses.Add(Deferral, httpContext);
        httpContext.Response.StatusCode = StatusCode;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(void)));
    }
}
