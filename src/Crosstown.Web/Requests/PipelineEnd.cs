using System.Net.WebSockets;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

/// <summary>Gathers the evidence that is available when the pipeline returns or an exception leaves it.</summary>
internal sealed class PipelineEnd(RequestTraffic traffic, ResponseEvidence evidence, CancellationToken aborted)
{
    /// <summary>Whether the response was aborted. The server's abort token is cancelled a moment after a reset; the socket's handle is closed at once.</summary>
    public bool IsGone(HttpContext context) =>
        aborted.IsCancellationRequested || traffic.Abort != ApplicationAbort.None || context.Features.Find<IConnectionSocketFeature>() is { Socket.SafeHandle.IsClosed: true };

    /// <summary>The pipeline has returned without an exception.</summary>
    public async Task ReturnedAsync(HttpContext context)
    {
        evidence.StatusAtReturn = context.Response.StatusCode;
        if (context.Response.HasStarted && context.Response.ContentLength is not null)
            await CompleteResponseAsync(context, null);
        // ASP.NET's exception handlers answer what the server throws after a disconnect with 499, or with 500 where they are faster than the server's abort token.
        if (context.Features.Find<IExceptionHandlerFeature>() is
            { Error: ConnectionResetException or ConnectionAbortedException or BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } } handled
            && await IsOfAbortAsync(context, handled.Error))
            (evidence.IsAbortedBeforeStart, evidence.StatusAtReturn) = (true, StatusCodes.Status499ClientClosedRequest);
    }

    /// <summary>An exception is leaving the pipeline.</summary>
    public async Task FailedAsync(HttpContext context, Exception exception)
    {
        evidence.StatusAtReturn = context.Response.StatusCode;
        var hasStarted = context.Response.HasStarted;
        if (hasStarted && (traffic.IsCompletedByApplication || IsCompleteWithoutBody(context)))
            return;
        if (hasStarted && context.Response.ContentLength is not null)
            await CompleteResponseAsync(context, exception);
        else if (hasStarted)
            await RecordCutShortAsync(context, exception);
        if (traffic.IsCompletedByApplication && !HasLeft(context))
            return;
        // An exception has one verdict, whether or not the client is still there: one that the client's disconnect has caused is no failure of the application; any other counts as
        // the status that the server answers it with.
        var isOfAbort = await IsOfAbortAsync(context, exception);
        if (hasStarted)
            evidence.HasFailedAfterStart = !isOfAbort;
        else if (isOfAbort)
            evidence.IsAbortedBeforeStart = true;
        else
            evidence.StatusAtReturn = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
    }

    /// <summary>Whether the server threw because the connection or the stream was reset or aborted.</summary>
    private static bool IsCausedByAbort(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ConnectionResetException or ConnectionAbortedException)
                return true;
        }

        return false;
    }

    private bool IsCompleteWithoutBody(HttpContext context) =>
        !HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol)
        && (traffic.IsHead || context.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);

    /// <summary>
    /// Whether the exception is the abort's own: by its type, as ASP.NET's exception handlers decide, and because the client has left or the application has aborted. A WebSocket has a
    /// type of its own for that.
    /// </summary>
    private async ValueTask<bool> IsOfAbortAsync(HttpContext context, Exception exception)
    {
        if (exception is not (OperationCanceledException or IOException or WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely }))
            return false;
        if (exception is ConnectionResetException or ConnectionAbortedException || HasLeft(context))
            return true;
        // After a reset the server cancels its abort token in a work item of its own, so give that item a chance to run.
        await Task.Yield();
        return HasLeft(context);
    }

    private bool HasLeft(HttpContext context) => IsGone(context) || HasInputEnded(context);

    private bool HasInputEnded(HttpContext context) => traffic.Host.ProgressOf(context) is { HasInputEnded: true };

    /// <summary>
    /// Completes the response, as the server would do next. The server then compares the bytes written with Content-Length and throws if they differ; it reports that nowhere
    /// else. Called only for a response that has started with a Content-Length, to which no outer middleware could still add.
    /// </summary>
    private async Task CompleteResponseAsync(HttpContext context, Exception? exception)
    {
        if (traffic.IsCompletedByApplication)
            return;
        try
        {
            await context.Response.CompleteAsync();
        }
        catch (InvalidOperationException)
        {
            await RecordCutShortAsync(context, exception);
        }
        catch (Exception) when (IsGone(context))
        {
            // The abort decides the outcome; the exception adds nothing.
        }
    }

    /// <summary>
    /// Decides whether the application has cut the response short, or the client's disconnect has. That must be decided now: on HTTP/2 the server itself resets a response that was
    /// cut short, and its abort token then looks as if the client had disconnected. A client that had disconnected before is seen by the token, after one work item.
    /// </summary>
    private async Task RecordCutShortAsync(HttpContext context, Exception? exception)
    {
        evidence.IsCutShortByAbort = IsCausedByAbort(exception) || HasInputEnded(context);
        await Task.Yield();
        evidence.IsCutShort = !evidence.IsCutShortByAbort && !IsGone(context);
    }
}
