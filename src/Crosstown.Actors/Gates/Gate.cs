using Akka.Actor;

namespace Crosstown.Actors.Gates;

/// <summary>
/// The gate in front of a pool, of a lane, or of the application's own actors: where deferrals wait for a time, a permit, a key or a circuit. This object is what other threads see
/// of it; the waiting is the <see cref="GateActor"/>'s. Times count from its creation, by the application's clock. Thread-safe.
/// </summary>
internal sealed class Gate(string name, TimeProvider clock)
{
    private readonly long _epoch = clock.GetTimestamp();

    /// <summary>Guards the fields below.</summary>
    private readonly Lock _lock = new();
    private TimeSpan _pausedUntil;
    private bool _hasSucceeded;
    private int _fruitlessPauses;
    private int _waiting;
    private TimeSpan? _oldest;
    private CircuitState _circuit;

    private volatile IActorRef? _actor;

    /// <summary>The pool or lane in words, such as "pool calls".</summary>
    public string Name => name;

    public RateSettings? Rate { get; init; }

    public CircuitSettings? Circuit { get; init; }

    /// <summary>Whether a <see cref="RetryAfterException"/> may pause it.</summary>
    public bool MayPause { get; init; }

    /// <summary>How many deferrals its pool can run at a time.</summary>
    public int Routees { get; init; } = int.MaxValue;

    /// <summary>Whether every deferral goes through the gate, and not only those that wait for something of their own.</summary>
    public bool IsForAll => Rate is not null || Circuit is not null || MayPause;

    public TimeSpan Now => clock.GetElapsedTime(_epoch);

    /// <summary>Set at the start of the actor system, before anything is dispatched.</summary>
    public IActorRef Actor
    {
        get => _actor ?? throw new InvalidOperationException($"The gate of {name} has not started.");
        set => _actor = value;
    }

    /// <summary>How many deferrals wait at the gate.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting;
        }
    }

    /// <summary>For how long the oldest of those that wait for their turn has done so; delays and backoffs do not count. Zero without one.</summary>
    public TimeSpan OldestWait
    {
        get
        {
            lock (_lock)
                return _oldest is { } since ? Now - since : TimeSpan.Zero;
        }
    }

    public CircuitState CircuitState
    {
        get
        {
            lock (_lock)
                return _circuit;
        }
    }

    /// <summary>Nothing starts before this time.</summary>
    public TimeSpan PausedUntil
    {
        get
        {
            lock (_lock)
                return _pausedUntil;
        }
    }

    /// <summary>The time of a timestamp of the application's clock.</summary>
    public TimeSpan TimeOf(long timestamp) => clock.GetElapsedTime(_epoch, timestamp);

    /// <summary>The time of a date.</summary>
    public TimeSpan TimeOf(DateTimeOffset date) => Now + (date - clock.GetUtcNow());

    public ITimer CreateTimer(TimerCallback callback) => clock.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Pauses the pool, because the other side has asked work of it to wait. Of two pauses the one that ends later counts.</summary>
    /// <returns>
    /// Whether the attempt that was asked to wait costs nothing: the pool was paused already, so the attempt was on its way when the pause began; or the other side still takes work,
    /// only not all of it at once. The second is so unless no attempt has succeeded since the last pause but one began. The last but one, because at the beginning of a pause the
    /// successes of the same moment may still be on their way.
    /// </returns>
    public bool Pause(TimeSpan duration)
    {
        lock (_lock)
        {
            var now = Now;
            var wasPaused = _pausedUntil > now;
            if (now + duration > _pausedUntil)
                _pausedUntil = now + duration;
            if (wasPaused)
                return true;
            _fruitlessPauses = _hasSucceeded ? 0 : _fruitlessPauses + 1;
            _hasSucceeded = false;
            return _fruitlessPauses <= 1;
        }
    }

    /// <summary>An attempt has succeeded. Needed where the pool may be paused.</summary>
    public void Succeeded()
    {
        lock (_lock)
            _hasSucceeded = true;
    }

    /// <summary>Does nothing before the gate's actor has started.</summary>
    public void TryTell(DrainBegan message) => _actor?.Tell(message, ActorRefs.NoSender);

    public void Publish(int waiting, TimeSpan? oldest, CircuitState circuit)
    {
        lock (_lock)
            (_waiting, _oldest, _circuit) = (waiting, oldest, circuit);
    }
}
