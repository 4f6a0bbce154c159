using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCaching;

namespace Crosstown.Web.Requests;

/// <summary>Checks at the first request that no middleware runs before Crosstown's that must run inside it. Such middleware is known by the features that it sets on the request.</summary>
internal sealed class PipelineOrder
{
    private volatile bool _isGood;

    /// <exception cref="InvalidOperationException">Names the middleware and the cure. Thrown for every request.</exception>
    public void Check(HttpContext context)
    {
        if (_isGood)
            return;
        if (FindOuter(context.Features) is { } outer)
        {
            throw new InvalidOperationException(
                $"app.UseCrosstown() is too late: {outer} runs before it. Make app.UseCrosstown(); the first line after builder.Build(), before all other middleware.");
        }

        if (context.Response.HasStarted)
        {
            throw new InvalidOperationException(
                "app.UseCrosstown() is too late: the response has started before it. Make app.UseCrosstown(); the first line after builder.Build(), before all other middleware.");
        }

        _isGood = true;
    }

    private static string? FindOuter(IFeatureCollection features) =>
        features.Get<IStatusCodePagesFeature>() is not null ? "UseStatusCodePages"
        : features.Get<IHttpRequestTimeoutFeature>() is not null ? "UseRequestTimeouts"
        : features.Get<IOutputCacheFeature>() is not null ? "UseOutputCache"
        : features.Get<IResponseCachingFeature>() is not null ? "UseResponseCaching"
        : features.Get<IHttpsCompressionFeature>() is not null ? "UseResponseCompression"
        : features.Get<IExceptionHandlerFeature>() is not null ? "UseExceptionHandler"
        : null;
}
