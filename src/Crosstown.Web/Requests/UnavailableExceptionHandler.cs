using Microsoft.AspNetCore.Diagnostics;

namespace Crosstown.Web.Requests;

/// <summary>The same answer where <c>UseExceptionHandler</c>, inside Crosstown's middleware, sees the exception first.</summary>
internal sealed class UnavailableExceptionHandler(TrafficHost host) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!UnavailableAnswer.IsFor(exception, httpContext, out var answer))
            return false;
        await answer.WriteAsync(httpContext, host);
        return true;
    }
}
