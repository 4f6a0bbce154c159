using Crosstown.Web.Hosting;
using Crosstown.Web.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts Crosstown into the pipeline.</summary>
public static class CrosstownApplicationBuilderExtensions
{
    /// <summary>Follows each request to its end. The outermost middleware: before exception handlers, time-outs, compression and caching.</summary>
    /// <exception cref="InvalidOperationException"><c>AddCrosstown()</c> is missing, or this is the second call.</exception>
    public static IApplicationBuilder UseCrosstown(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var wiring = app.ApplicationServices.GetService<CrosstownWiring>()
            ?? throw new InvalidOperationException($"app.UseCrosstown() finds no Crosstown services. Add {CrosstownWiring.AddLine} before builder.Build().");
        if (wiring.IsInPipeline)
            throw new InvalidOperationException($"app.UseCrosstown() was called twice. Keep the one that is the first line after builder.Build(), and remove the other.");
        wiring.IsInPipeline = true;
        return app.Use(next => new CrosstownMiddleware(next, app.ApplicationServices.GetRequiredService<TrafficHost>()).InvokeAsync);
    }
}
