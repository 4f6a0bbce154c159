using Crosstown.Web.Endpoints;

namespace Crosstown.Web.Completion;

internal sealed partial class ResponseWatch
{
    /// <summary>Arranges for the release at the response's head, where the endpoint of the first deferral asks for it.</summary>
    public void ReleaseEarlyIfAsked(HttpContext context, Endpoint? endpoint)
    {
        if (endpoint is not null && Host.Endpoints.Of(endpoint).ReleaseAt == TrafficRelease.ResponseStarted)
            ReleaseEarly(context);
    }

    private void ReleaseEarly(HttpContext context)
    {
        // A full fence, as the signal's: either that sees that there may be an early release, and takes the lock, or the release sees that it is too late.
        Interlocked.Exchange(ref _mayReleaseEarly, true);
        if (context.Response.HasStarted)
        {
            TakeRest(context);
            Release(context.Response.StatusCode);
            return;
        }

        context.Response.OnStarting(() =>
        {
            TakeRest(context);
            _ = ReleaseOnceStartedAsync(context.Response.StatusCode);
            return Task.CompletedTask;
        });
    }

    private async Task ReleaseOnceStartedAsync(int status)
    {
        // The callback runs before the head is written: what is released there would be before its response.
        await ResponseStart.WaitAsync(_response, Host.Clock);
        Release(status);
    }

    private void Release(int status)
    {
        var snapshot = _snapshot.With(new(status, ResponseOutcome.Completed, WireLevel.Handed) { CompletedAt = Host.Clock.GetUtcNow() });
        lock (this)
        {
            if (!Volatile.Read(ref _isSignalled))
                ReleaseEarly(snapshot);
        }
    }
}
