using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Crosstown.Web.Wire;

/// <summary>One timer for every connection that waits for acknowledgements; idle while none does.</summary>
internal sealed class AcknowledgementWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    /// <summary>By when to look next. Guarded by the gate, as is <see cref="_armedFor"/>.</summary>
    private readonly PriorityQueue<ConnectionAcknowledgements, long> _due = new();
    private long _armedFor = long.MaxValue;

    public AcknowledgementWatch(CrosstownWireOptions options, TimeProvider time)
    {
        Patience = options.AckedDeadline;
        _time = time;
        // Not within a request's context: the timer outlives them all.
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static watch => ((AcknowledgementWatch)watch!).LookAtAll(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Patience { get; }

    public IAcknowledgements For(ConnectionContext connection) =>
        new ConnectionAcknowledgements(connection.Features.Get<IConnectionSocketFeature>()?.Socket, this);

    public long DeadlineFromNow() => _time.GetTimestamp() + Ticks(Patience);

    public TimeSpan TimeUntil(long timestamp) => _time.GetElapsedTime(_time.GetTimestamp(), timestamp);

    public void Add(ConnectionAcknowledgements connection, TimeSpan delay)
    {
        var due = _time.GetTimestamp() + Ticks(delay);
        lock (_gate)
        {
            _due.Enqueue(connection, due);
            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void LookAtAll()
    {
        lock (_gate)
            _armedFor = long.MaxValue;
        while (TryTakeDue(out var connection))
        {
            WaitingQueue settled = default;
            if (connection.Look(ref settled) is { } delay)
                Add(connection, delay);
            settled.TellAll();
        }
    }

    private bool TryTakeDue(out ConnectionAcknowledgements connection)
    {
        lock (_gate)
        {
            if (_due.TryPeek(out connection!, out var due) && TimeUntil(due) <= TimeSpan.Zero)
            {
                _due.Dequeue();
                return true;
            }
            Arm();
            return false;
        }
    }

    private void Arm()
    {
        if (!_due.TryPeek(out _, out var due) || due >= _armedFor)
            return;
        _armedFor = due;
        var delay = TimeUntil(due);
        _timer.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
