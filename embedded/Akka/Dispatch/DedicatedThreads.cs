using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>
/// Threads of their own: started as work arrives, up to a count, and ended by <see cref="Shutdown"/> once the work is done.
/// <para>
/// A wake-up costs more than most work, so one thread is woken at a time. A thread that was woken, or that looks once more before it sleeps, is the searcher;
/// while there is one, whoever brings work wakes nobody. Before the searcher runs what it found it wakes the next, if more is left: a run that blocks
/// its thread leaves no work behind that an idle thread could do.
/// </para>
/// </summary>
internal sealed class DedicatedThreads(string id, DedicatedThreadsSettings settings) : ExecutorService(id)
{
    /// <summary>How often the searcher looks before it sleeps: some 10 µs, about what a wake-up costs.</summary>
    private const int Looks = 70;

    private readonly ConcurrentQueue<IRunnable> _work = new();
    /// <summary>Threads that sleep, the latest on top. Guards itself and the counts below.</summary>
    private readonly Stack<Sleeper> _sleepers = new();
    /// <summary>1 while a thread searches, or was woken to.</summary>
    private int _searching;
    /// <summary>How many are in <see cref="_sleepers"/>; read without its lock as a hint.</summary>
    private volatile int _asleep;
    /// <summary>How many threads there are; read without the lock as a hint.</summary>
    private volatile int _started;
    private int _named;
    private volatile bool _ending;

    public override void Execute(IRunnable run)
    {
        _work.Enqueue(run);
        // A thread lays the search down, or goes to sleep, and then looks into the queue once more; we put work there and then look for a searcher.
        Interlocked.MemoryBarrier();
        Call();
    }

    public override void Shutdown()
    {
        _ending = true;
        lock (_sleepers)
        {
            while (_sleepers.TryPop(out var sleeper))
                sleeper.Wake(asSearcher: false);
            _asleep = 0;
        }
    }

    /// <summary>Sees to it that somebody searches, if anybody is free to.</summary>
    private void Call()
    {
        while (IsAnybodyFree && Interlocked.CompareExchange(ref _searching, 1, 0) == 0)
        {
            if (Send())
                return;
            // All are at work, and each looks into the queue before it sleeps. One that looked too early, and then called while we held the search,
            // is seen to be asleep after this fence.
            Interlocked.Exchange(ref _searching, 0);
            if (_work.IsEmpty)
                return;
        }
    }

    private bool IsAnybodyFree => _asleep > 0 || _started < settings.Count;

    /// <summary>Makes a sleeping or a new thread the searcher; false when there is none to be had.</summary>
    private bool Send()
    {
        lock (_sleepers)
        {
            // The last to sleep first: what it needs is still in the caches.
            if (_sleepers.TryPop(out var sleeper))
            {
                _asleep--;
                sleeper.Wake(asSearcher: true);
                return true;
            }
            if (_started >= settings.Count)
                return false;
            _started++;
            // Whoever brings work has not shut it down: a dispatcher is used again when a new actor comes to it.
            _ending = false;
            new Thread(Work) { IsBackground = settings.Background, Name = $"{Id}_{++_named}" }.UnsafeStart();
            return true;
        }
    }

    private void Work()
    {
        var clean = ExecutionContext.Capture();
        // A thread ends only while it is not on the stack, so nobody wakes it any more.
        using var self = new Sleeper();
        var searches = true;
        while (true)
        {
            if (_work.TryDequeue(out var run))
            {
                if (searches)
                {
                    searches = false;
                    // A full fence: work that came while we searched woke nobody, and is seen here.
                    Interlocked.Exchange(ref _searching, 0);
                    if (!_work.IsEmpty)
                        Call();
                }
                RunOne(run);
                // As the thread pool does: what one run leaves in the thread's context the next does not find.
                if (clean != null)
                    ExecutionContext.Restore(clean);
                continue;
            }
            if (!searches)
                searches = Interlocked.CompareExchange(ref _searching, 1, 0) == 0;
            if (searches && Search())
                continue;
            if (!Sleep(self, ref searches))
                return;
        }
    }

    /// <summary>Looks for a little while; true when there is work.</summary>
    private bool Search()
    {
        var spin = default(SpinWait);
        while (spin.Count < Looks && !_ending)
        {
            if (!_work.IsEmpty)
                return true;
            // Gives the core away, where somebody waits for it, but never sleeps.
            spin.SpinOnce(sleep1Threshold: -1);
        }
        return !_work.IsEmpty;
    }

    /// <summary>Returns when there may be work, as the searcher if it was called; false when the thread is to end.</summary>
    private bool Sleep(Sleeper self, ref bool searches)
    {
        lock (_sleepers)
        {
            if (searches)
                Interlocked.Exchange(ref _searching, 0);
            searches = false;
            if (_ending)
            {
                _started--;
                // Work may have come from a caller that counted on this thread; one that comes later finds a thread to start.
                Interlocked.MemoryBarrier();
                if (_work.IsEmpty)
                    return false;
                _started++;
                return true;
            }
            _sleepers.Push(self);
            _asleep++;
        }
        Interlocked.MemoryBarrier();
        // Work that came before we were seen asleep, or while we searched, woke nobody. Whom this wakes may be ourselves.
        if (!_work.IsEmpty)
            Call();
        searches = self.Await();
        return true;
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

    /// <summary>A thread's bed. Woken by whoever took it off the stack, once; that may be before it lies down.</summary>
    private sealed class Sleeper : IDisposable
    {
        private readonly AutoResetEvent _wake = new(false);
        /// <summary>Written by the one who wakes it, before the event is set; read after it.</summary>
        private bool _asSearcher;

        public void Wake(bool asSearcher)
        {
            _asSearcher = asSearcher;
            _wake.Set();
        }

        /// <returns>Whether it was woken to search.</returns>
        public bool Await()
        {
            _wake.WaitOne();
            return _asSearcher;
        }

        public void Dispose() => _wake.Dispose();
    }
}
