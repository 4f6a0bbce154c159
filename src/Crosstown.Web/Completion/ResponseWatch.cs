using Crosstown.Actors.Requests;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Completion;

/// <summary>
/// Follows the response of a request that has deferred something, collects the evidence of what became of it, and signals once. The evidence is gathered
/// where it is true: exceptions and lengths when the pipeline returns, status, trailers and the socket inside <c>OnCompleted</c>, the abort token one hop later.
/// It is the request's gate, too: one object less for each request with traffic.
/// </summary>
internal sealed partial class ResponseWatch : TrafficGate, IThreadPoolWorkItem, IWireObserver
{
    private readonly RequestTraffic _traffic;
    private readonly RequestSnapshot _snapshot;
    private bool _hasRest;
    private IHttpResponseFeature _response;
    private readonly CancellationToken _aborted;
    /// <summary>Whether an early release was asked for. Then it and the signal exclude each other, by a lock on this object.</summary>
    private bool _mayReleaseEarly;
    private bool _isSignalled;

    public ResponseWatch(RequestTraffic traffic, HttpContext context, Endpoint? endpoint)
        : base(traffic.Host.System)
    {
        var features = context.Features;
        _traffic = traffic;
        _snapshot = RequestCopy.Begin(context, endpoint, traffic.StartedAt);
        _response = features.Find<IHttpResponseFeature>() ?? throw new InvalidOperationException("The server gives no IHttpResponseFeature.");
        _aborted = traffic.ServerAborted;
    }

    private TrafficHost Host => _traffic.Host;

    /// <summary>Called at each deferral, by any thread: so it asks the feature, not the context.</summary>
    public void Deferring() => _statusAtDeferral = (short)_response.StatusCode;

    /// <summary>The response is over: seals, copies what the server is about to take back, and leaves the rest to a pool thread or to the wire.</summary>
    public void Complete(HttpContext context, Exception? escaped)
    {
        Seal();
        if (!HasTraffic)
            return;
        try
        {
            Follow(context, escaped);
        }
        catch (Exception exception)
        {
            // A feature that the application has put over the server's, which may be disposed of by now.
            GiveUp(exception);
        }
    }

    void IThreadPoolWorkItem.Execute() => Signal();

    void IWireObserver.OnWire(WireLevel reached, WireLoss loss)
    {
        _level = (byte)reached;
        _loss = loss;
        // What the wire knows at once it knows inside OnCompleted; the verdict waits for the hop all the same.
        if (Volatile.Read(ref _isTracking))
            Queue();
        else
            Signal();
    }

    private void Follow(HttpContext context, Exception? escaped)
    {
        TakeRest(context);
        ReleaseByHeadIfDue();
        TakeResponse(context, escaped);
        var wire = WireOf(context);
        // A wire that can prove more than Handed sees the response's end, or that there is none: a connection that was closed since changes neither.
        _isGoneAtCompletion = wire is not { Level: > WireLevel.Handed } && !_isCutShort && IsGone(context);
        if (escaped is null && wire is not null)
            Track(wire, context);
        else if (escaped is not null || _isGoneAtCompletion)
            Queue();
        else if (_hasStarted)
            Queue();
        else
            // Kestrel writes its own 400 and 413 after OnCompleted.
            _ = SignalOnceStartedAsync();
    }

    /// <summary>What is known only when the handler has returned. Once.</summary>
    private void TakeRest(HttpContext context)
    {
        if (_hasRest)
            return;
        _hasRest = true;
        RequestCopy.TakeRest(_snapshot, context, Host);
    }

    // Not to the local queue: the server's loop would run it before it has sent the response.
    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private IResponseWire? WireOf(HttpContext context) => Host.HasWire ? context.Features.Find<IResponseWire>() : null;

    private void Track(IResponseWire wire, HttpContext context)
    {
        Volatile.Write(ref _isTracking, true);
        wire.Track(context, this);
        Volatile.Write(ref _isTracking, false);
    }

    private async Task SignalOnceStartedAsync()
    {
        try
        {
            await ResponseStart.WaitAsync(_response, Host.Clock);
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
            var snapshot = _snapshot.Complete(Judge());
            // A full fence, as the early release's.
            Interlocked.Exchange(ref _isSignalled, true);
            if (Volatile.Read(ref _mayReleaseEarly))
            {
                lock (this)
                    Signal(snapshot);
            }
            else
            {
                Signal(snapshot);
            }

            // A receipt, or traffic that somebody keeps, may live on; what is the server's does not with it.
            _response = null!;
        }
        catch (Exception exception)
        {
            // On a pool thread nobody else would hear of it, and the process would end.
            GiveUp(exception);
        }
    }

    private void GiveUp(Exception exception)
    {
        Log.SignalFailed(Host.Logger, exception, _snapshot.TraceIdentifier);
        Fail("its request's completion could not be signalled", exception);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SignalFailed, LogLevel.Error, "The completion of request {TraceIdentifier} could not be signalled; what it deferred will not run.")]
        public static partial void SignalFailed(ILogger logger, Exception exception, string traceIdentifier);
    }
}
