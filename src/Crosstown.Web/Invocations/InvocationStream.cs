using Crosstown.Web.Requests;

namespace Crosstown.Web.Invocations;

/// <summary>
/// A stream whose body runs with the invocation's traffic, and whose exception is the invocation's. A client that cancels the stream is no failure.
/// </summary>
internal sealed class InvocationStream<T>(IAsyncEnumerable<T> body, InvocationTraffic traffic) : IAsyncEnumerable<T>, IAsyncEnumerator<T>
{
    private IAsyncEnumerator<T>? _items;

    /// <summary>Cancelled when the client cancels the stream, or its connection ends.</summary>
    private CancellationToken _cancelled;

    public T Current => _items!.Current;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        _cancelled = cancellationToken;
        _items = body.GetAsyncEnumerator(cancellationToken);
        return this;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        AmbientTraffic.Current = traffic;
        try
        {
            return await _items!.MoveNextAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !_cancelled.IsCancellationRequested)
        {
            traffic.Fail(exception);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        AmbientTraffic.Current = traffic;
        return _items?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
