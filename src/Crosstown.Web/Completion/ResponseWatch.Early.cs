using Crosstown.Web.Endpoints;

namespace Crosstown.Web.Completion;

internal sealed partial class ResponseWatch
{
    /// <summary>Arranges for the release at the response's head, where the endpoint of the first deferral asks for it.</summary>
    public void ReleaseEarlyIfAsked(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && _host.Endpoints.Of(endpoint).ReleaseAt == TrafficRelease.ResponseStarted)
            ReleaseEarly(context);
    }

    private void ReleaseEarly(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            _request.TakeRest(context, _host);
            Release(context.Response.StatusCode);
            return;
        }

        context.Response.OnStarting(() =>
        {
            _request.TakeRest(context, _host);
            _ = ReleaseOnceStartedAsync(context.Response.StatusCode);
            return Task.CompletedTask;
        });
    }

    private async Task ReleaseOnceStartedAsync(int status)
    {
        // The callback runs before the head is written: what is released there would be before its response.
        await ResponseStart.WaitAsync(_response, _host.Clock);
        Release(status);
    }

    private void Release(int status)
    {
        var snapshot = _request.With(new(status, ResponseOutcome.Completed, WireLevel.Handed) { CompletedAt = _host.Clock.GetUtcNow() });
        lock (_request)
        {
            if (!_isSignalled)
                Gate.ReleaseEarly(snapshot);
        }
    }
}
