namespace Crosstown.Web.Hosting;

/// <summary>Counts the requests that TestServer serves: its stop does not wait for them, so the drain does.</summary>
internal sealed class RequestsInFlight
{
    private readonly Lock _lock = new();
    private int _count;

    /// <summary>Made for whoever waits; completes when the count is 0.</summary>
    private TaskCompletionSource? _none;

    public async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        lock (_lock)
            _count++;
        try
        {
            await next(context);
        }
        finally
        {
            Leave();
        }
    }

    public Task NoneAsync()
    {
        lock (_lock)
            return _count == 0 ? Task.CompletedTask : (_none ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_count > 0)
                return;
            _none?.TrySetResult();
            _none = null;
        }
    }
}
