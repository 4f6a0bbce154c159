using Akka.Dispatch;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Threads for code that may block: what is queued finds a thread at once while fewer than the allowed number are busy, whatever the number of processors.
/// One that has had nothing to do for a while ends.
/// </summary>
/// <param name="id">The dispatcher's, and the first part of the threads' names.</param>
/// <param name="limit">The most threads.</param>
/// <param name="keepAlive">How long a thread waits for work before it ends.</param>
/// <param name="report">Told what work has thrown.</param>
internal sealed class PoolExecutor(string id, int limit, TimeSpan keepAlive, Action<Exception> report) : ExecutorService(id)
{
    /// <summary>Guards everything here. No thread is woken or started under it, and no work runs.</summary>
    private readonly Lock _sync = new();

    private readonly Queue<IRunnable> _queue = new();

    /// <summary>Threads that sleep, the last to fall asleep at the end: it is woken first, so that those that are not needed stay asleep until they end.</summary>
    private readonly List<Worker> _sleeping = [];

    private int _threads;
    private int _started;
    private bool _stopped;

    /// <summary>
    /// Whether a thread was woken or started that has not looked into the queue yet. No other is woken until it has; then it wakes the next, if there is more than
    /// it takes. So short work, which a running thread will have taken by then, wakes one thread and not as many as there is work, while blocking work gets as
    /// many as it needs. Always true: where the queue is not empty a thread is on its way to it, or as many as may be are busy.
    /// </summary>
    private bool _onItsWay;

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

    /// <exception cref="RejectedExecutionException">It was shut down; Akka.NET's dispatcher then asks its next executor.</exception>
    public override void Execute(IRunnable run)
    {
        Worker? next;
        lock (_sync)
        {
            if (_stopped)
                throw new RejectedExecutionException($"The threads of {Id} were shut down.");
            _queue.Enqueue(run);
            next = Next_NeedsLock();
        }

        next?.Wake();
    }

    /// <summary>What is queued still runs; then the threads end.</summary>
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

    /// <summary>A thread to wake, once outside the lock, or null when none must or may be.</summary>
    private Worker? Next_NeedsLock()
    {
        if (_queue.Count == 0 || _onItsWay)
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

        _onItsWay = true;
        next.IsOnItsWay = true;
        return next;
    }

    /// <summary>The next piece of work. Null when the worker was put among those that sleep, or is to end.</summary>
    private IRunnable? Take(Worker worker, out bool ends)
    {
        IRunnable? run;
        Worker? next;
        lock (_sync)
        {
            if (worker.IsOnItsWay)
                _onItsWay = worker.IsOnItsWay = false;
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

            next = Next_NeedsLock();
        }

        next?.Wake();
        return run;
    }

    /// <summary>False when somebody is about to wake it.</summary>
    private bool EndsAsleep(Worker worker)
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
            _onItsWay = worker.IsOnItsWay = false;
        }
    }

    /// <summary>One thread. It is started when it is first woken.</summary>
#pragma warning disable CA1001 // The event is only ever waited for by its own Wait, and so never makes the handle that there would be to dispose of.
    private sealed class Worker(PoolExecutor executor, string name)
    {
        private readonly ManualResetEventSlim _awake = new();
        private bool _hasStarted;

        /// <summary>Woken, and has not looked yet. Guarded by the executor's lock.</summary>
        public bool IsOnItsWay { get; set; }

        public void Wake()
        {
            // Only the first to wake it sees false, and everybody else comes after it through the executor's lock.
            if (_hasStarted)
            {
                _awake.Set();
                return;
            }

            _hasStarted = true;
            try
            {
                // Unsafe: the thread does not inherit the AsyncLocals of whoever happened to queue the work.
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

                if (ends || (!_awake.Wait(executor.KeepAlive) && executor.EndsAsleep(this)))
                    return;
                // Either it was set, or whoever took this out of those that sleep is about to.
                _awake.Wait();
                _awake.Reset();
            }
        }
    }
#pragma warning restore CA1001
}
