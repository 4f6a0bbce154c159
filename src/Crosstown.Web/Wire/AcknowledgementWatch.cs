using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Crosstown.Web.Wire;

/// <summary>Asks the kernel about all connections that wait for acknowledgements, by one timer. The timer is off while no connection waits.</summary>
internal sealed class AcknowledgementWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    /// <summary>The connections by the time of their next check. The lock guards this queue and <see cref="_armedFor"/>.</summary>
    private readonly PriorityQueue<ConnectionAcknowledgements, long> _due = new();
    private long _armedFor = long.MaxValue;

    public AcknowledgementWatch(CrosstownWireOptions options, TimeProvider time)
    {
        MaxWait = options.AckedDeadline;
        _time = time;
        // A timer keeps the ExecutionContext of its creator, here possibly a request's, and this timer outlives every request.
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static watch => ((AcknowledgementWatch)watch!).CheckDueConnections(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long a response waits for its acknowledgement.</summary>
    public TimeSpan MaxWait { get; }

    public IAcknowledgements For(ConnectionContext connection) =>
        new ConnectionAcknowledgements(connection.Features.Get<IConnectionSocketFeature>()?.Socket, this);

    public long DeadlineFromNow() => _time.GetTimestamp() + Ticks(MaxWait);

    public TimeSpan TimeUntil(long timestamp) => _time.GetElapsedTime(_time.GetTimestamp(), timestamp);

    public void Add(ConnectionAcknowledgements connection, TimeSpan delay)
    {
        var due = _time.GetTimestamp() + Ticks(delay);
        lock (_gate)
        {
            _due.Enqueue(connection, due);
            Arm_NeedsLock();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void CheckDueConnections()
    {
        lock (_gate)
            _armedFor = long.MaxValue;
        while (TryTakeDue(out var connection))
        {
            WaitingQueue settled = default;
            if (connection.CheckKernel(ref settled) is { } delay)
                Add(connection, delay);
            settled.NotifyAll();
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
            Arm_NeedsLock();
            return false;
        }
    }

    private void Arm_NeedsLock()
    {
        if (!_due.TryPeek(out _, out var due) || due >= _armedFor)
            return;
        _armedFor = due;
        var delay = TimeUntil(due);
        _timer.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
