using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>Threads of their own: started as work arrives, up to a count, and ended by <see cref="Shutdown"/> once the work is done.</summary>
internal sealed class DedicatedThreads(string id, DedicatedThreadsSettings settings) : ExecutorService(id)
{
    private readonly ConcurrentQueue<IRunnable> _work = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _lock = new();
    /// <summary>Threads that wait for <see cref="_wake"/> and have not been claimed. Who takes one off releases the semaphore once.</summary>
    private int _idle;
    /// <summary>Guarded by <see cref="_lock"/>, read without it as a hint.</summary>
    private int _started;
    private int _named;
    private volatile bool _ending;

    public override void Execute(IRunnable run)
    {
        _work.Enqueue(run);
        // A thread counts itself idle and then looks into the queue once more; we put work there and then look for idle threads.
        Interlocked.MemoryBarrier();
        if (ClaimIdle())
            _wake.Release();
        else if (_started < settings.Count)
            StartOne();
    }

    public override void Shutdown()
    {
        _ending = true;
        Interlocked.MemoryBarrier();
        while (ClaimIdle())
            _wake.Release();
    }

    private void StartOne()
    {
        lock (_lock)
        {
            if (_started >= settings.Count)
                return;
            _started++;
            // Whoever brings work has not shut it down: a dispatcher is used again when a new actor comes to it.
            _ending = false;
            new Thread(Work) { IsBackground = settings.Background, Name = $"{Id}_{++_named}" }.UnsafeStart();
        }
    }

    private void Work()
    {
        var clean = ExecutionContext.Capture();
        while (true)
        {
            if (_work.TryDequeue(out var run))
            {
                RunOne(run);
                // As the thread pool does: what one run leaves in the thread's context the next does not find.
                if (clean != null)
                    ExecutionContext.Restore(clean);
                continue;
            }
            if (_ending && End())
                return;
            Interlocked.Increment(ref _idle);
            if ((!_work.IsEmpty || _ending) && ClaimIdle())
                continue;
            _wake.Wait();
        }
    }

    private static void RunOne(IRunnable run)
    {
        try
        {
            run.Run();
        }
        catch (Exception e)
        {
            // A mailbox reports its actor's failures itself; this is a delegate that was scheduled on the dispatcher.
            Console.Error.WriteLine($"A task failed on a dispatcher's thread: {e}");
        }
    }

    private bool End()
    {
        lock (_lock)
        {
            _started--;
            if (_work.IsEmpty)
                return true;
            // Work came after our last look, from a caller that may have counted on this thread.
            _started++;
            return false;
        }
    }

    private bool ClaimIdle()
    {
        var idle = Volatile.Read(ref _idle);
        while (idle > 0)
        {
            var seen = Interlocked.CompareExchange(ref _idle, idle - 1, idle);
            if (seen == idle)
                return true;
            idle = seen;
        }
        return false;
    }
}
