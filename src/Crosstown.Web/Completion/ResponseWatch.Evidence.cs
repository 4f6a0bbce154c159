using System.Collections.ObjectModel;
using System.Globalization;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using ResponseTrailers = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Crosstown.Web.Completion;

internal sealed partial class ResponseWatch
{
    private const string GrpcStatus = "grpc-status";

    /// <summary>A <see cref="WireLevel"/>.</summary>
    private byte _level;
    private bool _isTracking;
    private WireLoss _loss;
    private bool _isGoneAtCompletion;
    private bool _isCutShort;

    /// <summary>Cut short because its connection or its stream was, by the exception or by the wire: both can know it before the server's token and socket say so.</summary>
    private bool _isCutShortByAbort;
    private bool _hasStarted;
    private short _statusAtDeferral = StatusCodes.Status200OK;

    /// <summary>0 before the handler has returned.</summary>
    private short _statusAtReturn;
    private short _status;
    private ResponseTrailers _trailers = ReadOnlyDictionary<string, string>.Empty;

    private WireLevel Level => (WireLevel)_level;

    /// <summary>What says that the response was aborted. The abort token is true only a moment after a reset; the closed socket is at once, but after the response it is no evidence.</summary>
    private bool IsGone(HttpContext context) =>
        _aborted.IsCancellationRequested || _traffic.IsAbortedByApplication || context.Features.Find<IConnectionSocketFeature>() is { Socket.SafeHandle.IsClosed: true };

    /// <summary>The pipeline has returned without an exception.</summary>
    public Task ReturnedAsync(HttpContext context)
    {
        TakeReturn(context);
        return context.Response.HasStarted && context.Response.ContentLength is not null ? FinishOrNoteAsync(context, null) : Task.CompletedTask;
    }

    /// <summary>An exception is leaving the pipeline.</summary>
    public async Task FailedAsync(HttpContext context, Exception exception)
    {
        TakeReturn(context);
        if (!context.Response.HasStarted)
        {
            if (exception is BadHttpRequestException bad)
                _statusAtReturn = (short)bad.StatusCode;
            // An exception that the client's going has caused says nothing of the work; any other is a 500, whether or not the client stays to read it.
            else if (!IsOfAbort(exception))
                await NoteFailedAsync(context);
            return;
        }

        if (_traffic.IsCompletedByApplication || IsWholeWithoutBody(context))
            return;
        if (context.Response.ContentLength is not null)
            await FinishOrNoteAsync(context, exception);
        else
            await NoteCutShortAsync(context, exception);
    }

    /// <summary>The server's own word that the connection or the stream was reset or aborted.</summary>
    private static bool IsOfAbort(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ConnectionResetException or ConnectionAbortedException)
                return true;
        }

        return false;
    }

    private static bool IsWholeWithoutBody(HttpContext context) =>
        !HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol)
        && (HttpMethods.IsHead(context.Request.Method) || context.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);

    private void TakeReturn(HttpContext context)
    {
        _statusAtReturn = (short)context.Response.StatusCode;
        TakeRest(context);
    }

    /// <summary>
    /// Does what the server would do next, finish the response, for the sake of its answer: it compares the bytes written with Content-Length, and says so
    /// nowhere else. Only for a response that has started with a Content-Length, so that nobody outside could still add to it.
    /// </summary>
    private async Task FinishOrNoteAsync(HttpContext context, Exception? exception)
    {
        if (_traffic.IsCompletedByApplication)
            return;
        try
        {
            await context.Response.CompleteAsync();
        }
        catch (InvalidOperationException)
        {
            await NoteCutShortAsync(context, exception);
        }
        catch (Exception) when (IsGone(context))
        {
            // The abort is the verdict.
        }
    }

    private async Task NoteFailedAsync(HttpContext context)
    {
        // The hop that the token takes.
        await Task.Yield();
        if (!IsGone(context))
            _statusAtReturn = StatusCodes.Status500InternalServerError;
    }

    /// <summary>
    /// Here and not later: on HTTP/2 the server itself resets a response that was cut short, and then its token looks as if the client had gone.
    /// A client that had gone before is to be told from that, and the token takes one hop to say so.
    /// </summary>
    private async Task NoteCutShortAsync(HttpContext context, Exception? exception)
    {
        _isCutShortByAbort = IsOfAbort(exception) || WireOf(context) is { IsLeftByPeer: true };
        await Task.Yield();
        _isCutShort = !_isCutShortByAbort && !IsGone(context);
    }

    private void TakeResponse(HttpContext context, Exception? escaped)
    {
        var response = context.Response;
        _hasStarted = response.HasStarted;
        var status = response.StatusCode;
        if (escaped is not null && !_hasStarted)
            status = (escaped as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
        if (context.Features.Find<IHttpResponseTrailersFeature>()?.Trailers is { Count: > 0 } trailers)
            _trailers = trailers.ToDictionary(static trailer => trailer.Key, static trailer => trailer.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _status = (short)WithGrpc(status, response.Headers);
    }

    /// <summary>gRPC says in a trailer (in a header, where there is no body) what HTTP says in the status.</summary>
    private int WithGrpc(int status, IHeaderDictionary headers)
    {
        if (status != StatusCodes.Status200OK)
            return status;
        if (!_trailers.TryGetValue(GrpcStatus, out var code))
            code = headers.TryGetValue(GrpcStatus, out var inHeader) ? inHeader.ToString() : null;
        var isFailed = code is not null && !(int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == 0);
        return isFailed ? StatusCodes.Status500InternalServerError : status;
    }

    private ResponseSnapshot Judge()
    {
        // A client's going can make the pipeline throw before the token has said so: the wire has seen who was first.
        var isCutShort = _isCutShort && _loss != WireLoss.ByPeer;
        // With the wire's word that all of it has left, a token that was set since says nothing any more; without, it is the best there is.
        var isAborted = !isCutShort && (_isCutShortByAbort || _isGoneAtCompletion || _loss != WireLoss.None || (Level == WireLevel.Handed && _aborted.IsCancellationRequested));
        var outcome = isCutShort ? ResponseOutcome.Truncated
            : !isAborted ? ResponseOutcome.Completed
            // A WebSocket whose peer has gone aborts the request itself, which then looks as if the application had.
            : _loss != WireLoss.ByPeer && (_traffic.IsAbortedByApplication || _loss == WireLoss.ByServer) ? ResponseOutcome.AbortedByServer
            : ResponseOutcome.AbortedByClient;
        return new(isAborted ? StatusOfApplication : _status, outcome, Level) { CompletedAt = Host.Clock.GetUtcNow(), Trailers = _trailers };
    }

    /// <summary>What has started is what was sent. Over what has not, the server and the exception handler write 499 when the client has gone.</summary>
    private int StatusOfApplication =>
        _hasStarted && _status != StatusCodes.Status499ClientClosedRequest ? _status
        : _statusAtReturn is not (0 or StatusCodes.Status499ClientClosedRequest) ? _statusAtReturn : _statusAtDeferral;
}
