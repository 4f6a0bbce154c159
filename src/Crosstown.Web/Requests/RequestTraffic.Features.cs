using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

internal sealed partial class RequestTraffic : IHttpRequestLifetimeFeature, IHttpResponseBodyFeature, IHttpResetFeature
{
    // The server's own features. They are put back and these fields cleared when the response is over, so that code that keeps this traffic keeps none of the server's objects.
    private IHttpRequestLifetimeFeature? _lifetime;
    private IHttpResponseBodyFeature? _body;

    /// <summary>Null on HTTP/1.x, where there is no stream to reset.</summary>
    private IHttpResetFeature? _reset;
    private CancellationToken _replacedAborted;
    private bool _isAbortedReplaced;

    /// <summary>The server's own abort token, even if inner middleware (request timeouts) has replaced it. Reading it may make the server allocate it.</summary>
    public CancellationToken ServerAborted => _lifetime?.RequestAborted ?? new(canceled: true);

    /// <summary>How far the response was when the application aborted it, or reset its stream, before the server's abort token was cancelled.</summary>
    public ApplicationAbort Abort { get; private set; }

    /// <summary>The application completed the response itself. An exception after that does not change the outcome.</summary>
    public bool IsCompletedByApplication { get; private set; }

    CancellationToken IHttpRequestLifetimeFeature.RequestAborted
    {
        get => CurrentAborted;
        set
        {
            _replacedAborted = value;
            _isAbortedReplaced = true;
        }
    }

    Stream IHttpResponseBodyFeature.Stream => _body?.Stream ?? Stream.Null;

    PipeWriter IHttpResponseBodyFeature.Writer => _body?.Writer ?? PipeWriter.Create(Stream.Null);

    private CancellationToken CurrentAborted => _isAbortedReplaced ? _replacedAborted : ServerAborted;

    void IHttpRequestLifetimeFeature.Abort()
    {
        RecordAbort();
        _lifetime?.Abort();
    }

    void IHttpResetFeature.Reset(int errorCode)
    {
        RecordAbort();
        _reset?.Reset(errorCode);
    }

    void IHttpResponseBodyFeature.DisableBuffering() => _body?.DisableBuffering();

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) => _body?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        _body?.SendFileAsync(path, offset, count, cancellationToken) ?? Task.CompletedTask;

    Task IHttpResponseBodyFeature.CompleteAsync()
    {
        var completing = _body?.CompleteAsync() ?? Task.CompletedTask;
        if (completing.IsCompletedSuccessfully)
        {
            IsCompletedByApplication = true;
            return completing;
        }

        return AwaitAsync(completing);

        async Task AwaitAsync(Task task)
        {
            await task;
            IsCompletedByApplication = true;
        }
    }

    private void ReplaceReset(IFeatureCollection features)
    {
        if (features.Find<IHttpResetFeature>() is not { } reset)
            return;
        _reset = reset;
        features.Put<IHttpResetFeature>(this);
    }

    private void RecordAbort()
    {
        if (Abort != ApplicationAbort.None || ServerAborted.IsCancellationRequested)
            return;
        Abort = Volatile.Read(ref _context)?.Features.Find<IHttpResponseFeature>() is not { HasStarted: true } ? ApplicationAbort.BeforeStart
            : IsCompletedByApplication || Tracker is { HasReturned: true } ? ApplicationAbort.AfterCompletion
            : ApplicationAbort.AfterStart;
    }

    private void RestoreServerFeatures(IFeatureCollection features)
    {
        if (ReferenceEquals(features[typeof(IHttpRequestLifetimeFeature)], this))
            features.Put(_lifetime);
        if (ReferenceEquals(features[typeof(IHttpResponseBodyFeature)], this))
            features.Put(_body);
        if (ReferenceEquals(features[typeof(IHttpResetFeature)], this))
            features.Put(_reset);
        _lifetime = null;
        _body = null;
        _reset = null;
    }
}
