using Akka.Dispatch;

namespace Crosstown.Actors.Pools;

/// <summary>One callback posted to a worker's threads. It runs once: on one of those, or, where none comes to it, on .NET's thread pool.</summary>
internal sealed class Continuation(WorkerSynchronizationContext context, SendOrPostCallback callback, object? state) : IRunnable
{
    /// <summary>Null once somebody has taken it: whoever exchanges it for null runs it.</summary>
    private SendOrPostCallback? _callback = callback;
    private object? _state = state;

    /// <summary>By Environment.TickCount64.</summary>
    public long PostedAt { get; } = Environment.TickCount64;

    public bool IsTaken => Volatile.Read(ref _callback) is null;

    /// <summary>On a thread of the worker's dispatcher.</summary>
    public void Run()
    {
        context.HasThread();
        context.Occupy();
        try
        {
            TryRun();
        }
        finally
        {
            context.Vacate();
        }
    }

    public void Execute() => Run();

    /// <summary>To .NET's thread pool, where that may be. It may still be taken before that comes to it.</summary>
    public bool TryHandOver()
    {
        if (!context.TryGiveUpThread())
            return false;
        Queue();
        return true;
    }

    /// <summary>To .NET's thread pool, without the caller's ExecutionContext.</summary>
    public void Queue() => ThreadPool.UnsafeQueueUserWorkItem(new Elsewhere(this), preferLocal: false);

    private void TryRun()
    {
        if (Interlocked.Exchange(ref _callback, null) is not { } taken)
            return;
        // Nobody else reads it from here on, and what is queued twice keeps nothing alive.
        var argument = _state;
        _state = null;
        context.Run(taken, argument);
    }

    private sealed class Elsewhere(Continuation continuation) : IThreadPoolWorkItem
    {
        public void Execute() => continuation.TryRun();
    }
}
