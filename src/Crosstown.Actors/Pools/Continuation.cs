using Akka.Dispatch;

namespace Crosstown.Actors.Pools;

/// <summary>One callback posted to a worker's dispatcher. It runs once: on a thread of the dispatcher or, if none is free soon, on .NET's thread pool.</summary>
internal sealed class Continuation(WorkerSynchronizationContext context, SendOrPostCallback callback, object? state) : IRunnable
{
    /// <summary>Null once a thread has taken it: the thread that exchanges it for null runs it.</summary>
    private volatile SendOrPostCallback? _callback = callback;
    private object? _state = state;

    /// <summary>In milliseconds, by Environment.TickCount64.</summary>
    public long PostedAt { get; } = Environment.TickCount64;

    public bool IsTaken => _callback is null;

    /// <summary>Called on a thread of the worker's dispatcher.</summary>
    public void Run()
    {
        context.ReportFreeThread();
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

    /// <summary>Offers the callback to .NET's thread pool, too, if it may leave the dispatcher. A thread of the dispatcher may still take it first.</summary>
    public bool TryMoveToThreadPool()
    {
        if (!context.TryLeaveDispatcher())
            return false;
        QueueToThreadPool();
        return true;
    }

    /// <summary>Offers the callback to .NET's thread pool, without the caller's ExecutionContext.</summary>
    public void QueueToThreadPool() => ThreadPool.UnsafeQueueUserWorkItem(new ThreadPoolItem(this), preferLocal: false);

    private void TryRun()
    {
        if (Interlocked.Exchange(ref _callback, null) is not { } taken)
            return;
        // Only the thread that took the callback reads _state. A second queue entry may outlive this call and must not keep the state alive.
        var argument = _state;
        _state = null;
        context.Run(taken, argument);
    }

    private sealed class ThreadPoolItem(Continuation continuation) : IThreadPoolWorkItem
    {
        public void Execute() => continuation.TryRun();
    }
}
