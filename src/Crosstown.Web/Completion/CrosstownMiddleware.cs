namespace Crosstown.Web.Completion;

/// <summary>Attaches traffic to each request and sees what leaves the pipeline. Asynchronous only where the rest of the pipeline is.</summary>
internal sealed class CrosstownMiddleware(RequestDelegate next, TrafficHost host)
{
    private readonly PipelineOrder _order = new();

    public Task InvokeAsync(HttpContext context)
    {
        // A pipeline that an exception handler or a status-code page executes again comes past here a second time, in the same request.
        if (RequestTraffic.Of(context.Features) is not null)
            return next(context);

        _order.Check(context);
        var traffic = RequestTraffic.Attach(context, host);
        Task pipeline;
        try
        {
            pipeline = next(context);
        }
        catch (Exception exception)
        {
            pipeline = Task.FromException(exception);
        }

        return pipeline.IsCompletedSuccessfully && traffic.Watch is null ? pipeline : FinishAsync(context, traffic, pipeline);
    }

    /// <summary>Paid by every request whose pipeline is asynchronous; so it holds little, and failure is another method.</summary>
    private async Task FinishAsync(HttpContext context, RequestTraffic traffic, Task pipeline)
    {
        await pipeline.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!pipeline.IsCompletedSuccessfully)
            await FailAsync(context, traffic, pipeline);
        else if (traffic.Watch is { } watch)
            await watch.ReturnedAsync(context);
    }

    private async Task FailAsync(HttpContext context, RequestTraffic traffic, Task pipeline)
    {
        try
        {
            await pipeline;
        }
        catch (TrafficFullException full) when (!context.Response.HasStarted)
        {
            await TrafficFullAnswer.WriteAsync(context, host, full);
            if (traffic.Watch is { } watch)
                await watch.ReturnedAsync(context);
        }
        catch (Exception exception)
        {
            if (traffic.Watch is { } watch)
                await watch.FailedAsync(context, exception);
            if (!host.CompletesFailures)
                traffic.Complete(context, exception);
            throw;
        }
    }
}
