using System.Collections.Concurrent;

namespace Akka.Conformance;

/// <summary>Threads that begin at the same moment as the code that started them goes on. One that fails fails the test, and so does one that does not come
/// to the start or to its end in time: the test does not hang.</summary>
internal sealed class Race
{
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly List<Thread> _threads;
    private readonly TimeSpan _patience;

    private Race(int threads, Action<int> body, Barrier start, TimeSpan patience)
    {
        _patience = patience;
        // In the background: one that hangs must not keep the test host alive.
        _threads = Enumerable.Range(0, threads).Select(i => new Thread(() => Run(start, () => body(i))) { IsBackground = true }).ToList();
    }

    /// <summary>Returns when all are at the start.</summary>
    public static Race Start(int threads, Action<int> body, TimeSpan? patience = null)
    {
        // Not disposed: a thread that is late may still come to it.
        var start = new Barrier(threads + 1);
        var race = new Race(threads, body, start, patience ?? Spec.Patience);
        race._threads.ForEach(thread => thread.Start());
        race.Await(start);
        return race;
    }

    /// <summary>Returns when all have ended.</summary>
    public static void Run(int threads, Action<int> body, TimeSpan? patience = null) => Start(threads, body, patience).Join();

    public void Join()
    {
        foreach (var thread in _threads)
            Assert.True(thread.Join(_patience), $"A thread has not ended within {_patience}.");
        if (!_failures.IsEmpty)
            throw new AggregateException(_failures);
    }

    private void Run(Barrier start, Action body)
    {
        try
        {
            Await(start);
            body();
        }
        catch (Exception e)
        {
            _failures.Enqueue(e);
        }
    }

    private void Await(Barrier start) =>
        Assert.True(start.SignalAndWait(_patience), $"Not all of {_threads.Count} threads came to the start within {_patience}.");
}
