using Crosstown.Actors.Pools;
using Crosstown.Actors.Runtime;
using Crosstown.Web.Endpoints;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Hosting;

/// <summary>Looks at the pipeline and the endpoints once they are complete and before the server listens.</summary>
internal sealed class CrosstownStartupFilter(CrosstownWiring wiring) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var services = app.ApplicationServices;
        var traffic = services.GetRequiredService<CrosstownRuntime>();
        if (services.GetService<IServer>()?.GetType().FullName == KnownServers.TestServer)
            CountRequests(app, services.GetRequiredService<RequestsInFlight>(), traffic);
        next(app);
        if (!wiring.IsInPipeline)
        {
            throw new InvalidOperationException(
                $"Crosstown is registered but not in the pipeline, so nothing would ever be released. Add {CrosstownWiring.UseLine} as the first line after builder.Build().");
        }

        if (services.GetService<EndpointDataSource>() is { } endpoints)
            EndpointValidation.Validate(endpoints, services.GetRequiredService<EndpointTrafficCache>(), [.. services.GetRequiredService<PoolDirectory>().All.Select(static pool => pool.Name)]);
    };

    private static void CountRequests(IApplicationBuilder app, RequestsInFlight requests, CrosstownRuntime traffic)
    {
        traffic.Drain.RequestsServed = requests.NoneAsync;
        app.Use(next => context => requests.CountAsync(context, next));
    }
}
