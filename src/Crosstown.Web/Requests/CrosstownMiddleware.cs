namespace Crosstown.Web.Requests;

/// <summary>Attaches traffic to each request and sees what leaves the pipeline. Asynchronous only where the rest of the pipeline is.</summary>
internal sealed class CrosstownMiddleware(RequestDelegate next, TrafficHost host)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (RequestTraffic.TryAttach(context, host) is not { } traffic)
            return next(context);
        Task pipeline;
        try
        {
            pipeline = next(context);
        }
        catch (Exception exception)
        {
            pipeline = Task.FromException(exception);
        }

        return pipeline.IsCompletedSuccessfully && traffic.Tracker is null ? pipeline : FinishAsync(context, traffic, pipeline);
    }

    /// <summary>Paid by every request whose pipeline is asynchronous; so it holds little, and failure is another method.</summary>
    private async Task FinishAsync(HttpContext context, RequestTraffic traffic, Task pipeline)
    {
        await pipeline.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!pipeline.IsCompletedSuccessfully)
            await FailAsync(context, traffic, pipeline);
        else if (traffic.Tracker is { } tracker)
            await tracker.ReturnedAsync(context);
    }

    private async Task FailAsync(HttpContext context, RequestTraffic traffic, Task pipeline)
    {
        try
        {
            await pipeline;
        }
        catch (Exception exception)
        {
            if (UnavailableAnswer.IsFor(exception, context, out var answer))
            {
                await answer.WriteAsync(context, host);
                if (traffic.Tracker is { } answered)
                    await answered.ReturnedAsync(context);
                return;
            }

            if (traffic.Tracker is { } tracker)
                await tracker.FailedAsync(context, exception);
            if (host.IsTestServer)
                traffic.Complete(context, exception);
            throw;
        }
    }
}
