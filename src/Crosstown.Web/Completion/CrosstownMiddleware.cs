namespace Crosstown.Web.Completion;

/// <summary>Attaches traffic to each request and sees what leaves the pipeline. Asynchronous only where the rest of the pipeline is.</summary>
internal sealed class CrosstownMiddleware(RequestDelegate next, TrafficHost host)
{
    private readonly PipelineOrder _order = new();

    public Task InvokeAsync(HttpContext context)
    {
        // A pipeline that an exception handler or a status-code page executes again comes past here a second time, in the same request.
        if (context.Features.Get<RequestTraffic>() is not null)
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

    private async Task FinishAsync(HttpContext context, RequestTraffic traffic, Task pipeline)
    {
        try
        {
            await pipeline;
        }
        catch (TrafficFullException full) when (!context.Response.HasStarted)
        {
            await TrafficFullAnswer.WriteAsync(context, host, full);
        }
        catch (Exception exception)
        {
            if (traffic.Watch is { } failed)
                await failed.FailedAsync(context, exception);
            if (!host.CompletesFailures)
                traffic.Complete(context, exception);
            throw;
        }

        if (traffic.Watch is { } watch)
            await watch.ReturnedAsync(context);
    }
}
