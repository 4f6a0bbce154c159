using Crosstown.Web;
using Crosstown.Web.Hosting;
using Crosstown.Web.Invocations;
using Crosstown.Web.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Http;

/// <summary>Finds a request's traffic.</summary>
public static class CrosstownHttpContextExtensions
{
    /// <summary>The traffic of this request. In an invocation of a SignalR hub on this request's connection, the traffic of that invocation.</summary>
    /// <remarks>Called when the request is over, it gives traffic that refuses everything; never that of the connection's next request.</remarks>
    /// <exception cref="InvalidOperationException">
    /// The application has no Crosstown services, or this request has no traffic: it has not come to Crosstown's start-up filter yet, or is over.
    /// </exception>
    public static ICrosstownTraffic Traffic(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (AmbientTraffic.Current is InvocationTraffic invocation && invocation.IsOn(context))
            return invocation;
        // Kestrel serves the next request with the same object. Code that still flows from the one before means that one.
        if (AmbientTraffic.Origin is RequestTraffic origin && origin.WasOf(context))
            return origin;
        return RequestTraffic.Of(context) ?? throw NotAttached(context);
    }

    private static InvalidOperationException NotAttached(HttpContext context) => new(
        context.RequestServices?.GetService<CrosstownWiring>() is null
            ? $"This application has no Crosstown services. Add {CrosstownWiring.AddLine} before builder.Build()."
            : "This request has no traffic: traffic was asked for before Crosstown's start-up filter had seen the request, by middleware of a start-up filter that stands before it " +
              $"(the log names it at start-up), or when the request was over. Call {CrosstownWiring.AddLine} after that filter is registered: it puts Crosstown's first.");
}
