namespace Crosstown.Actors.Pools;

/// <summary>Completes when every part of Crosstown that starts by itself stands, or fails with the first that cannot.</summary>
internal sealed class StartUp
{
    /// <summary>Dead letters, pools, lanes, and the supervisor with those of requests' actors.</summary>
    private int _partsToStart = 4;

    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completion => _completion.Task;

    public void PartStarted()
    {
        if (Interlocked.Decrement(ref _partsToStart) == 0)
            _completion.TrySetResult();
    }

    public void Failed(Exception failure) => _completion.TrySetException(failure);
}
