using System.Collections.Concurrent;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Moves continuations to .NET's thread pool if no thread of their pool or lane takes them soon: all of those threads may be blocked waiting for these very continuations.
/// The timer is armed only while <see cref="_posted"/> is not empty.
/// </summary>
internal sealed class LateContinuations : IDisposable
{
    /// <summary>Milliseconds after which a continuation is late. The timer has the same interval, so a late one is moved after one to two times this.</summary>
    public const int LateAfterMilliseconds = 100;

    /// <summary>In the order posted, so the oldest is first, except for those that may not be moved yet. Continuations that have run stay until the timer's next run; they are small.</summary>
    private readonly ConcurrentQueue<Continuation> _posted = new();
    private readonly ITimer _timer;

    /// <summary>0 dormant, 1 the timer is armed or its callback runs. Only the thread that moves it 0 → 1 may arm the timer.</summary>
    private volatile int _armed;

    public LateContinuations()
    {
        using (ExecutionContext.SuppressFlow())
            _timer = TimeProvider.System.CreateTimer(static late => ((LateContinuations)late!).MoveLateContinuations(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the timer is armed or its callback runs.</summary>
    public bool IsArmed => _armed != 0;

    public void Add(Continuation continuation)
    {
        _posted.Enqueue(continuation);
        ArmIfDormant();
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>The timer's callback. Never runs twice at a time: the timer has no period and is armed again only at the end.</summary>
    private void MoveLateContinuations()
    {
        var now = Environment.TickCount64;
        List<Continuation>? kept = null;
        while (_posted.TryPeek(out var oldest) && (oldest.IsTaken || now - oldest.PostedAt >= LateAfterMilliseconds))
        {
            _posted.TryDequeue(out _);
            if (!oldest.IsTaken && !oldest.TryMoveToThreadPool())
                (kept ??= []).Add(oldest);
        }

        foreach (var late in kept ?? [])
            _posted.Enqueue(late);
        if (!_posted.IsEmpty)
        {
            Arm();
            return;
        }

        Interlocked.Exchange(ref _armed, 0);
        // The exchange is a full fence. An Add that saw _armed = 1 enqueued before the exchange and left the timer to this thread: its continuation is seen here. A later Add sees 0 and arms the timer itself.
        if (!_posted.IsEmpty)
            ArmIfDormant();
    }

    private void ArmIfDormant()
    {
        if (_armed == 0 && Interlocked.Exchange(ref _armed, 1) == 0)
            Arm();
    }

    private void Arm() => _timer.Change(TimeSpan.FromMilliseconds(LateAfterMilliseconds), Timeout.InfiniteTimeSpan);
}
