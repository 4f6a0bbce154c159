namespace Crosstown.TestKit;

/// <summary>A response that is not known to have left, until the test says so: <see cref="ResponseFault.WithholdsWire"/>.</summary>
public sealed class WithheldWire : ResponseFault
{
    private readonly TaskCompletionSource<WireLevel> _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal WithheldWire()
    {
    }

    /// <summary>The responses withheld, and later ones, have got as far as this. The first call counts.</summary>
    public void Grant(WireLevel level = WireLevel.Sent) => _granted.TrySetResult(level);

    internal override Task ServeAsync(HttpContext context, RequestDelegate next, CancellationToken testEnds) => next(context);

    internal override async ValueTask<RequestSnapshot> CompletingAsync(RequestSnapshot request, CancellationToken testEnds)
    {
        await Task.WhenAny(_granted.Task, Task.Delay(Timeout.Infinite, testEnds)).ConfigureAwait(false);
        return _granted.Task.IsCompleted ? request.With(request.Response with { Level = await _granted.Task.ConfigureAwait(false) }) : request;
    }
}
