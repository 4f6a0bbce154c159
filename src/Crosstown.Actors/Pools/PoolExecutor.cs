using Akka.Dispatch;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Threads for code that may block: queued work gets a thread at once while fewer than <paramref name="limit"/> are busy, whatever the number of processors.
/// A thread that is idle for <paramref name="keepAlive"/> ends.
/// </summary>
/// <param name="id">The dispatcher's id, and the first part of the threads' names.</param>
/// <param name="limit">The most threads.</param>
/// <param name="keepAlive">How long a thread waits for work before it ends.</param>
/// <param name="report">Called with each exception that work has thrown, on the thread that ran it.</param>
internal sealed class PoolExecutor(string id, int limit, TimeSpan keepAlive, Action<Exception> report) : ExecutorService(id)
{
    /// <summary>Guards every field here. While it is held no thread is woken or started, and no work runs.</summary>
    private readonly Lock _sync = new();

    private readonly Queue<IRunnable> _queue = new();

    /// <summary>Sleeping threads, the last to fall asleep at the end. It is woken first, so that threads that are not needed sleep until they end.</summary>
    private readonly List<Worker> _sleeping = [];

    private int _threads;
    private int _started;
    private bool _stopped;

    /// <summary>
    /// Whether a thread was woken or started that has not looked into the queue yet. Until it has, no other thread is woken; then it wakes the next one if it leaves work
    /// in the queue. So a burst of short work, which a running thread takes meanwhile, wakes one thread rather than one per piece of work, and blocking work still gets
    /// as many threads as it needs. Invariant: if the queue is not empty, a wake-up is pending or the limit of threads is busy.
    /// </summary>
    private bool _isWakeUpPending;

    private TimeSpan KeepAlive => keepAlive;

    /// <summary>Threads that run or sleep.</summary>
    public int Threads
    {
        get
        {
            lock (_sync)
                return _threads;
        }
    }

    /// <exception cref="RejectedExecutionException">The executor was shut down; Akka.NET's dispatcher then retries with its next executor.</exception>
    public override void Execute(IRunnable run)
    {
        Worker? next;
        lock (_sync)
        {
            if (_stopped)
                throw new RejectedExecutionException($"The threads of {Id} were shut down.");
            _queue.Enqueue(run);
            next = NextToWake_NeedsLock();
        }

        next?.Wake();
    }

    /// <summary>Queued work still runs; then the threads end.</summary>
    public override void Shutdown()
    {
        Worker[] sleeping;
        lock (_sync)
        {
            _stopped = true;
            sleeping = [.. _sleeping];
            _sleeping.Clear();
        }

        foreach (var worker in sleeping)
            worker.Wake();
    }

    /// <summary>The thread to wake, which the caller does outside the lock. Null when none is needed or the limit is reached.</summary>
    private Worker? NextToWake_NeedsLock()
    {
        if (_queue.Count == 0 || _isWakeUpPending)
            return null;
        Worker next;
        if (_sleeping.Count > 0)
        {
            next = _sleeping[^1];
            _sleeping.RemoveAt(_sleeping.Count - 1);
        }
        else if (_threads < limit)
        {
            _threads++;
            next = new Worker(this, $"{Id}-{++_started}");
        }
        else
        {
            return null;
        }

        _isWakeUpPending = true;
        next.IsWakeUpPending = true;
        return next;
    }

    /// <summary>The next piece of work. Null when the worker is now counted as sleeping, or must end.</summary>
    private IRunnable? Take(Worker worker, out bool ends)
    {
        IRunnable? run;
        Worker? next;
        lock (_sync)
        {
            if (worker.IsWakeUpPending)
                _isWakeUpPending = worker.IsWakeUpPending = false;
            ends = false;
            if (!_queue.TryDequeue(out run))
            {
                ends = _stopped;
                if (ends)
                    _threads--;
                else
                    _sleeping.Add(worker);
                return null;
            }

            next = NextToWake_NeedsLock();
        }

        next?.Wake();
        return run;
    }

    /// <summary>Removes a worker whose sleep has timed out. False when another thread has chosen it and is about to wake it.</summary>
    private bool TryEndSleeping(Worker worker)
    {
        lock (_sync)
        {
            if (!_sleeping.Remove(worker))
                return false;
            _threads--;
            return true;
        }
    }

    private void Report(Exception exception) => report(exception);

    private void StartFailed(Worker worker)
    {
        lock (_sync)
        {
            _threads--;
            _isWakeUpPending = worker.IsWakeUpPending = false;
        }
    }

    /// <summary>One thread, started when it is first woken.</summary>
#pragma warning disable CA1001 // Only ManualResetEventSlim.Wait is used, which creates no handle that would have to be disposed of.
    private sealed class Worker(PoolExecutor executor, string name)
    {
        private readonly ManualResetEventSlim _awake = new();
        private bool _hasStarted;

        /// <summary>Whether it was woken and has not looked into the queue yet. Guarded by the executor's lock.</summary>
        public bool IsWakeUpPending { get; set; }

        public void Wake()
        {
            // _hasStarted needs no guard of its own: the executor's lock chooses one thread at a time to wake this one, and orders its write before the next choice.
            if (_hasStarted)
            {
                _awake.Set();
                return;
            }

            _hasStarted = true;
            try
            {
                // UnsafeStart: the thread must not inherit the AsyncLocals of the thread that queued the work.
                new Thread(Run) { IsBackground = true, Name = name }.UnsafeStart();
            }
            catch
            {
                executor.StartFailed(this);
                throw;
            }
        }

        private void Run()
        {
            while (true)
            {
                if (executor.Take(this, out var ends) is { } run)
                {
                    try
                    {
                        run.Run();
                    }
                    catch (Exception e)
                    {
                        executor.Report(e);
                    }

                    continue;
                }

                if (ends || (!_awake.Wait(executor.KeepAlive) && executor.TryEndSleeping(this)))
                    return;
                // The event is set, or a thread has removed this worker from _sleeping and is about to set it.
                _awake.Wait();
                _awake.Reset();
            }
        }
    }
#pragma warning restore CA1001
}
