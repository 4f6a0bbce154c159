using Microsoft.AspNetCore.Diagnostics;

namespace Crosstown.Web.Completion;

/// <summary>The same answer where <c>UseExceptionHandler</c>, inside Crosstown's middleware, sees the exception first.</summary>
internal sealed class TrafficFullExceptionHandler(TrafficHost host) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not TrafficFullException full)
            return false;
        await TrafficFullAnswer.WriteAsync(httpContext, host, full);
        return true;
    }
}
