using Crosstown.Actors.Requests;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

/// <summary>
/// Follows the response of a request from its first deferral on. When the response is over, the tracker closes the entrance; when the wire has told how far the response got, or,
/// without a wire, one work item later, it sends the completion signal to the request's actor.
/// </summary>
internal sealed partial class ResponseTracker : IThreadPoolWorkItem, IWireObserver
{
    private readonly RequestTraffic _traffic;
    private readonly RequestSnapshot _snapshot;
    private readonly ResponseEvidence _evidence = new();
    private readonly ResponseTrailers _trailers = new();
    private readonly PipelineEnd _pipelineEnd;
    private readonly CancellationToken _aborted;
    private readonly EarlyRelease? _earlyRelease;
    private IHttpResponseFeature? _response;
    private bool _isCapturedAtReturn;
    private volatile bool _isOver;
    private volatile bool _hasLeft;

    public ResponseTracker(RequestTraffic traffic, HttpContext context, Endpoint? endpoint)
    {
        _traffic = traffic;
        _snapshot = RequestSnapshotFactory.Begin(context, endpoint, traffic.StartedAt);
        Entrance = traffic.Host.Parts.OpenRequest(_snapshot);
        _response = context.Features.Find<IHttpResponseFeature>() ?? throw new InvalidOperationException("The server has no IHttpResponseFeature.");
        _aborted = traffic.ServerAborted;
        _pipelineEnd = new PipelineEnd(traffic, _evidence, _aborted);
        Host.ProgressOf(context)?.Follow(context, traffic.IsHead);
        _earlyRelease = EarlyRelease.TryArrange(this, context, endpoint, Host);
    }

    public TrafficEntrance Entrance { get; }

    /// <summary>Whether the response is over. The server may then have given its features to another request.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether the response is over and its completion has been signalled, or needs no signal.</summary>
    public bool HasLeft => _hasLeft;

    /// <summary>Whether the pipeline has returned, or an exception has left it. The server then completes the response, unless it has been cut short.</summary>
    public bool HasReturned => _evidence.StatusAtReturn != 0;

    private TrafficHost Host => _traffic.Host;

    /// <summary>Called at each deferral, on any thread. Reads the features, because the context is not thread-safe.</summary>
    public void CaptureAtDeferral(IFeatureCollection features)
    {
        if (_response is not { } response)
            return;
        _evidence.StatusAtDeferral = response.StatusCode;
        _trailers.CaptureAtDeferral(features);
    }

    /// <summary>Completes the request's snapshot with the values that are known only when the handler has returned. Only the first call has an effect.</summary>
    public void CaptureAtReturn(HttpContext context)
    {
        if (_isCapturedAtReturn)
            return;
        _isCapturedAtReturn = true;
        RequestSnapshotFactory.CaptureAtReturn(_snapshot, context, Host);
    }

    public Task ReturnedAsync(HttpContext context)
    {
        CaptureAtReturn(context);
        NoteWhenEnding(context);
        return _pipelineEnd.ReturnedAsync(context);
    }

    public Task FailedAsync(HttpContext context, Exception exception)
    {
        CaptureAtReturn(context);
        NoteWhenEnding(context);
        return _pipelineEnd.FailedAsync(context, exception);
    }

    /// <summary>
    /// The server runs OnCompleted callbacks last-in first-out and waits for each. This one, registered after those of the application, runs before them; <see cref="Complete"/> runs
    /// after them, because they may defer. In between, a callback that does not end holds the traffic up.
    /// </summary>
    private void NoteWhenEnding(HttpContext context) => context.Response.OnCompleted(
        static state =>
        {
            var account = ((TrafficEntrance)state).Account;
            account.Ledger.Ending(account);
            return Task.CompletedTask;
        },
        Entrance);

    public void ReleaseAtHead(int status) =>
        Entrance.ReleaseAsDeferred(_snapshot.With(new(status, ResponseOutcome.Completed, WireLevel.Handed) { CompletedAt = Host.Clock.GetUtcNow() }));

    /// <summary>Called when the response is over. Closes the entrance and copies the values that the server is about to reset; a pool thread or the wire does the rest.</summary>
    public void Complete(HttpContext context, Exception? escaped)
    {
        _isOver = true;
        if (Entrance.Close() == 0)
        {
            Leave();
            return;
        }

        try
        {
            FollowResponse(context, escaped);
        }
        catch (Exception exception)
        {
            // The application may have replaced a feature of the server's by one that is disposed by now.
            FailTraffic(exception);
        }
    }

    void IThreadPoolWorkItem.Execute() => Signal();

    void IWireObserver.OnWireLevelReached(WireLevel reached, WireLoss loss)
    {
        _evidence.Level = reached;
        _evidence.Loss = loss;
        QueueSignal();
    }

    private void FollowResponse(HttpContext context, Exception? escaped)
    {
        CaptureAtReturn(context);
        _earlyRelease?.ReleaseIfDue();
        CaptureResponse(context, escaped);
        var progress = Host.ProgressOf(context);
        // A wire that can prove more than Handed sees the response's end, or that it is lost. A connection that was closed since then changes neither.
        _evidence.IsGoneAtCompletion = progress is not { Level: > WireLevel.Handed } && !_evidence.IsCutShort && _pipelineEnd.IsGone(context);
        if (escaped is null && progress is not null)
            progress.Track(context, this);
        else if (escaped is not null || _evidence.IsGoneAtCompletion || _evidence.HasStarted)
            QueueSignal();
        else
            // The response has not started: Kestrel writes its own 400 and 413 after OnCompleted.
            _ = SignalOnceStartedAsync();
    }

    private void CaptureResponse(HttpContext context, Exception? escaped)
    {
        var response = context.Response;
        _evidence.HasStarted = response.HasStarted;
        var status = response.StatusCode;
        if (escaped is not null && !response.HasStarted)
            status = (escaped as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
        _evidence.Status = status;
        _evidence.Trailers = _trailers.Read(context.Features);
        _evidence.HasGrpcFailed = GrpcStatus.IsFailure(_evidence.Trailers, response.Headers);
        _evidence.IsTunnel = status == StatusCodes.Status101SwitchingProtocols || HttpMethods.IsConnect(context.Request.Method);
        // TestServer cancels its token at once, and also, a moment from now, for a request whose exception has left the pipeline.
        if (Host.IsTestServer)
            _evidence.IsAborted = _aborted.IsCancellationRequested;
    }

    // The global queue: the server's send loop would run an item of the thread's local queue before it sends the response.
    private void QueueSignal() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private async Task SignalOnceStartedAsync()
    {
        try
        {
            await ResponseStart.WaitAsync(_response!);
        }
        finally
        {
            Signal();
        }
    }

    private void Signal()
    {
        try
        {
            if (!Host.IsTestServer)
                _evidence.IsAborted = _aborted.IsCancellationRequested;
            _evidence.ApplicationAbort = _traffic.Abort;
            Entrance.Signal(_snapshot.Complete(_evidence.Judge(Host.Clock.GetUtcNow())));
            Leave();
        }
        catch (Exception exception)
        {
            // An exception that is not caught on a pool thread would end the process.
            FailTraffic(exception);
        }
    }

    private void FailTraffic(Exception exception)
    {
        Log.SignalFailed(Host.Logger, exception, _snapshot.TraceIdentifier);
        Entrance.Signal(null, new Verdict(Fate.Failed, "its request's completion could not be signalled", exception));
        Leave();
    }

    /// <summary>The application may keep a receipt or the traffic, and with it this tracker. The server's features must not live on with them.</summary>
    private void Leave()
    {
        _hasLeft = true;
        _response = null;
        _trailers.Release();
        _earlyRelease?.LetGo();
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SignalFailed, LogLevel.Error, "The completion of request {TraceIdentifier} could not be signalled; its deferrals will not run.")]
        public static partial void SignalFailed(ILogger logger, Exception exception, string traceIdentifier);
    }
}
