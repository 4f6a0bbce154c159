using System.Collections.Concurrent;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Hands the continuations that no thread of their pool or lane has taken soon to .NET's thread pool: those threads may all wait for these very continuations.
/// The timer is armed only while some continuation was posted and not yet looked at.
/// </summary>
internal sealed class LateContinuations : IDisposable
{
    /// <summary>Milliseconds after which a continuation is late. It is handed over at the next look, so after one to two times this.</summary>
    public const int Patience = 100;

    /// <summary>In the order posted, and so by age, but for those that may not be handed over and are looked at again. Those that were taken meanwhile are small, and go at the next look.</summary>
    private readonly ConcurrentQueue<Continuation> _posted = new();
    private readonly ITimer _timer;

    /// <summary>0 dormant, 1 the timer is armed or looks. Only the thread that moves it 0 → 1 may arm.</summary>
    private int _armed;

    public LateContinuations()
    {
        using (ExecutionContext.SuppressFlow())
            _timer = TimeProvider.System.CreateTimer(static late => ((LateContinuations)late!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the timer is armed or looks.</summary>
    public bool IsArmed => Volatile.Read(ref _armed) != 0;

    public void Add(Continuation continuation)
    {
        _posted.Enqueue(continuation);
        ArmIfDormant();
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>One at a time: the timer has no period, and is armed again only at the end.</summary>
    private void Look()
    {
        var now = Environment.TickCount64;
        List<Continuation>? kept = null;
        while (_posted.TryPeek(out var oldest) && (oldest.IsTaken || now - oldest.PostedAt >= Patience))
        {
            _posted.TryDequeue(out _);
            if (!oldest.IsTaken && !oldest.TryHandOver())
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
        // The exchange is a full fence: an Add after the look above saw us armed and left the timer to us, and is seen here; a later one arms by itself.
        if (!_posted.IsEmpty)
            ArmIfDormant();
    }

    private void ArmIfDormant()
    {
        if (Volatile.Read(ref _armed) == 0 && Interlocked.Exchange(ref _armed, 1) == 0)
            Arm();
    }

    private void Arm() => _timer.Change(TimeSpan.FromMilliseconds(Patience), Timeout.InfiniteTimeSpan);
}
