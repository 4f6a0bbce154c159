using System.Diagnostics;
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

/// <summary>
/// Puts Crosstown's middleware outside all other middleware, and looks at the endpoints once they are complete and before the server listens. Every kind of host calls the start-up
/// filters, whatever the application does in its own Configure.
/// </summary>
internal sealed partial class CrosstownStartupFilter(ILogger<CrosstownStartupFilter> logger) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var services = app.ApplicationServices;
        var host = services.GetRequiredService<TrafficHost>();
        if (NamesBefore(services) is { Length: > 0 } before)
        {
            Log.FilterBeforeCrosstown(logger, before);
            new UnattachedRequestObserver(host, before).Subscribe(services.GetRequiredService<DiagnosticListener>());
        }

        app.Use(inner => new CrosstownMiddleware(inner, host).InvokeAsync);
        if (services.GetService<IServer>()?.GetType().FullName == KnownServers.TestServer)
            CountRequests(app, services.GetRequiredService<RequestsInFlight>(), services.GetRequiredService<CrosstownRuntime>());
        next(app);
        if (services.GetService<EndpointDataSource>() is { } endpoints)
            EndpointValidation.Validate(endpoints, services.GetRequiredService<EndpointTrafficCache>(), [.. services.GetRequiredService<PoolDirectory>().All.Select(static pool => pool.Name)]);
    };

    private static string NamesBefore(IServiceProvider services) =>
        string.Join(", ", services.GetServices<IStartupFilter>().TakeWhile(static filter => filter is not CrosstownStartupFilter).Select(static filter => filter.GetType().FullName));

    private static void CountRequests(IApplicationBuilder app, RequestsInFlight requests, CrosstownRuntime traffic)
    {
        traffic.Drain.RequestsServed = requests.NoneAsync;
        app.Use(next => context => requests.CountAsync(context, next));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.FilterBeforeCrosstown,
            LogLevel.Warning,
            "Middleware of these start-up filters runs outside Crosstown's, and what it defers is refused: {Filters}. Call builder.Services.AddCrosstown() after they are registered.")]
        public static partial void FilterBeforeCrosstown(ILogger logger, string filters);
    }
}
