using Crosstown.TestKit.Control;
using Crosstown.TestKit.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Crosstown.TestKit.Hosting;

/// <summary>Puts the test's faults between Crosstown's middleware and the application's.</summary>
internal sealed class FaultStartupFilter(FaultDirectory faults, TrafficControl control) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(inner => context => ServeAsync(context, inner));
        next(app);
    };

    private async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        await (faults.Begin(context)?.ServeAsync(context, next, faults.TestEnds) ?? next(context));
        await control.ReturningAsync(context.TraceIdentifier);
    }
}
