using Crosstown.Web.Endpoints;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

/// <summary>Releases a request's traffic when the head of its response has been sent, if the endpoint of the first deferral asks for that.</summary>
internal sealed class EarlyRelease
{
    private readonly ResponseTracker _tracker;

    /// <summary>Null once the tracker needs it no more.</summary>
    private IHttpResponseFeature? _response;

    private EarlyRelease(ResponseTracker tracker, IHttpResponseFeature response)
    {
        _tracker = tracker;
        _response = response;
    }

    /// <summary>Returns null if the endpoint does not ask for an early release.</summary>
    public static EarlyRelease? TryArrange(ResponseTracker tracker, HttpContext context, Endpoint? endpoint, TrafficHost host)
    {
        if (endpoint is null || host.Endpoints.Of(endpoint).ReleaseAt != TrafficRelease.ResponseStarted)
            return null;
        var release = new EarlyRelease(tracker, context.Features.Find<IHttpResponseFeature>()!);
        if (context.Response.HasStarted)
        {
            tracker.CaptureAtReturn(context);
            tracker.ReleaseAtHead(context.Response.StatusCode);
        }
        else
        {
            context.Response.OnStarting(() =>
            {
                tracker.CaptureAtReturn(context);
                _ = release.OnceStartedAsync();
                return Task.CompletedTask;
            });
        }

        return release;
    }

    /// <summary>Called when the response is over: releases now if the wait for the head had not yet done so. The status is read here for the last time.</summary>
    public void ReleaseIfDue()
    {
        if (_response is { HasStarted: true } response)
            _tracker.ReleaseAtHead(response.StatusCode);
    }

    /// <summary>The server's features must not live on with a receipt that the application keeps.</summary>
    public void LetGo() => _response = null;

    private async Task OnceStartedAsync()
    {
        if (_response is not { } response)
            return;
        // OnStarting callbacks run before the head is written. A release there would come before the response, and with a status that a later callback may still change.
        await ResponseStart.WaitAsync(response);
        var status = response.StatusCode;
        // A response that never starts is left to the completion signal. IsOver is read after the status: the server gives the feature to another request only when this
        // one is over, so if it is not over yet, the status was still this response's; and if it is, its completion has called ReleaseIfDue.
        if (response.HasStarted && !_tracker.IsOver)
            _tracker.ReleaseAtHead(status);
    }
}
