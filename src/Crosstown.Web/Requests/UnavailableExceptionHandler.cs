using Microsoft.AspNetCore.Diagnostics;

namespace Crosstown.Web.Requests;

/// <summary>
/// The same answer where <c>UseExceptionHandler</c> or the developer exception page, inside Crosstown's middleware, sees the exception first. It comes before the application's own handlers
/// and filters wherever those are registered: one that takes every exception would make a 500 of it.
/// </summary>
internal sealed class UnavailableExceptionHandler(TrafficHost host) : IExceptionHandler, IDeveloperPageExceptionFilter
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!UnavailableAnswer.IsFor(exception, httpContext, out var answer))
            return false;
        await answer.WriteAsync(httpContext, host);
        return true;
    }

    public async Task HandleExceptionAsync(ErrorContext errorContext, Func<ErrorContext, Task> next)
    {
        if (!await TryHandleAsync(errorContext.HttpContext, errorContext.Exception, CancellationToken.None))
            await next(errorContext);
    }
}
