namespace Crosstown.Actors.Pools;

/// <summary>Completes when every part of Crosstown has started, or fails with the first part's failure. Thread-safe.</summary>
internal sealed class StartupProgress
{
    /// <summary>The dead letter listener, the pools, the lanes, and the supervisor with those of the requests' actors.</summary>
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
