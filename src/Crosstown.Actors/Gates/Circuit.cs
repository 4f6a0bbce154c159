namespace Crosstown.Actors.Gates;

/// <summary>A pool's circuit. Times count from any fixed point. Used by one actor.</summary>
internal sealed class Circuit(CircuitSettings settings)
{
    /// <summary>The latest attempts while the circuit is closed, oldest first.</summary>
    private readonly Queue<(TimeSpan At, bool Failed)> _attempts = new();
    private int _failed;

    /// <summary>The deferral that is tried while the circuit is half open; null before one is.</summary>
    private Deferral? _tried;

    public CircuitState State { get; private set; }

    /// <summary>Until when it is open.</summary>
    public TimeSpan OpenUntil { get; private set; }

    /// <summary>Whether a deferral may start now. Makes an open circuit half open once its time is over.</summary>
    public bool Allows(TimeSpan now)
    {
        if (State == CircuitState.Open && now >= OpenUntil)
            State = CircuitState.HalfOpen;
        return State == CircuitState.Closed || (State == CircuitState.HalfOpen && _tried is null);
    }

    public void Started(Deferral deferral)
    {
        if (State == CircuitState.HalfOpen)
            _tried = deferral;
    }

    /// <summary>An attempt has ended. Attempts that began before the circuit opened count no more.</summary>
    /// <param name="deferral">The deferral.</param>
    /// <param name="failed">Whether it failed; null if it neither failed nor ran, such as a cancelled one.</param>
    /// <param name="now">The time.</param>
    public void Ended(Deferral deferral, bool? failed, TimeSpan now)
    {
        if (State == CircuitState.HalfOpen && _tried == deferral)
        {
            _tried = null;
            if (failed is true)
                OpenAt(now);
            else if (failed is false)
                State = CircuitState.Closed;
        }
        else if (State == CircuitState.Closed && failed is { } outcome)
        {
            Note(outcome, now);
        }
    }

    private void Note(bool failed, TimeSpan now)
    {
        _attempts.Enqueue((now, failed));
        _failed += failed ? 1 : 0;
        if (_attempts.Count > settings.Of)
            _failed -= _attempts.Dequeue().Failed ? 1 : 0;
        if (_attempts.Count == settings.Of && now - _attempts.Peek().At <= settings.Within && _failed >= settings.Failures * settings.Of)
            OpenAt(now);
    }

    private void OpenAt(TimeSpan now)
    {
        State = CircuitState.Open;
        OpenUntil = now + settings.Open;
        _attempts.Clear();
        _failed = 0;
    }
}
