using Crosstown.Web.Endpoints;
using Microsoft.AspNetCore.Http.Features;

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
            _ = ReleaseOnceStartedAsync(_response);
            return Task.CompletedTask;
        });
    }

    private async Task ReleaseOnceStartedAsync(IHttpResponseFeature response)
    {
        // The callback runs before the head is written: what is released there would be before its response, and by a status that a later callback may still change.
        await ResponseStart.WaitAsync(response, Host.Clock);
        var status = response.StatusCode;
        // What never starts is left to the signal. After the status: the server gives the feature to another request only once this one is sealed, and then its completion has released, if there was a head.
        if (response.HasStarted && !IsClosed)
            Release(status);
    }

    /// <summary>The response is over, and nobody has come to release at its head: what it was is known here for the last time.</summary>
    private void ReleaseByHeadIfDue()
    {
        if (Volatile.Read(ref _mayReleaseEarly) && _response.HasStarted)
            Release(_response.StatusCode);
    }

    private void Release(int status)
    {
        var snapshot = _snapshot.With(new(status, ResponseOutcome.Completed, WireLevel.Handed) { CompletedAt = Host.Clock.GetUtcNow() });
        lock (this)
        {
            if (!Volatile.Read(ref _isSignalled) && !IsFlowing)
                ReleaseEarly(snapshot);
        }
    }
}
