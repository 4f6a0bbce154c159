namespace Crosstown.Web.Tests.Harness;

/// <summary>A value that somebody else provides.</summary>
internal sealed class Seen<T>
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set(T value) => _source.TrySetResult(value);

    public Task<T> Async() => _source.Task.WaitAsync(TestApp.Deadline);
}
