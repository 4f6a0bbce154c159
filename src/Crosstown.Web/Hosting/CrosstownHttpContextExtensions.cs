using Crosstown.Web;
using Crosstown.Web.Hosting;
using Crosstown.Web.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Http;

/// <summary>Finds a request's traffic.</summary>
public static class CrosstownHttpContextExtensions
{
    /// <summary>The traffic of this request.</summary>
    /// <remarks>Called when the request is over, it gives traffic that refuses everything; never that of the connection's next request.</remarks>
    /// <exception cref="InvalidOperationException"><c>UseCrosstown()</c> has not run for this request.</exception>
    public static ICrosstownTraffic Traffic(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Kestrel serves the next request with the same object. Code that still flows from the one before means that one.
        if (AmbientTraffic.Current is { } ambient && ambient.WasOf(context))
            return ambient;
        return RequestTraffic.Of(context) ?? throw NotAttached(context);
    }

    private static InvalidOperationException NotAttached(HttpContext context)
    {
        var wiring = context.RequestServices?.GetService<CrosstownWiring>();
        return new(wiring switch
        {
            null => $"This application has no Crosstown services. Add {CrosstownWiring.AddLine} before builder.Build(), and {CrosstownWiring.UseLine} after it.",
            { IsInPipeline: false } => $"Crosstown is not in the pipeline. Add {CrosstownWiring.UseLine} as the first line after builder.Build().",
            _ => $"app.UseCrosstown() is too late: traffic was asked for before it ran (or when the request was over). Make {CrosstownWiring.UseLine} the first line after builder.Build(), before all other middleware.",
        });
    }
}
