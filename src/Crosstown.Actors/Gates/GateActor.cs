using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Gates;

/// <summary>
/// Holds deferrals until they may start, and then sends them to their pool, lane or actor. It blocks nobody: it waits by one timer and by messages.
/// <para>
/// A deferral passes, in this order: its unique key (a later one with the same key is cancelled); its partition, until those before it with the same key are over; its delay;
/// then, in the order of arrival, the pool's pause, circuit and rate. After a failed attempt it comes back, waits its backoff, and goes to the end of the last queue; it keeps its place
/// in its partition meanwhile.
/// </para>
/// </summary>
internal sealed class GateActor : UntypedActor
{
    private readonly Gate _gate;
    private readonly Action<Deferral> _send;
    private readonly CrosstownLogger _log;
    private readonly TokenBucket? _bucket;
    private readonly Circuit? _circuit;
    private readonly ITimer _timer;

    /// <summary>Those that wait here. One that ends meanwhile is removed when the actor hears of it; the queues below skip it.</summary>
    private readonly HashSet<Deferral> _waiting = [];

    private readonly Dictionary<string, Deferral> _unique = new(StringComparer.Ordinal);

    private readonly Partitions _partitions = new();

    /// <summary>Those that wait for a time, with that time and the number of their arrival.</summary>
    private readonly PriorityQueue<Deferral, (TimeSpan Due, long Arrival)> _timed = new();

    /// <summary>Those that wait for their turn, each with the time since which it does.</summary>
    private readonly Queue<(Deferral Deferral, TimeSpan Since)> _ready = new();

    /// <summary>Those that must have started by a time.</summary>
    private readonly PriorityQueue<Deferral, TimeSpan> _expiring = new();

    /// <summary>Those sent to the pool that have not left their routee. Kept where every deferral goes through the gate.</summary>
    private readonly HashSet<Deferral> _sent = [];
    private long _arrivals;

    /// <summary>When the drain cancels what runs; null before the drain.</summary>
    private TimeSpan? _deadline;

    /// <param name="gate">What others see of it.</param>
    /// <param name="send">Sends a deferral on.</param>
    /// <param name="log">The log.</param>
    public GateActor(Gate gate, Action<Deferral> send, CrosstownLogger log)
    {
        (_gate, _send, _log) = (gate, send, log);
        _bucket = gate.Rate is { } rate ? new TokenBucket(rate) : null;
        _circuit = gate.Circuit is { } circuit ? new Circuit(circuit) : null;
        var self = Self;
        _timer = gate.CreateTimer(_ => self.Tell(Wake.Instance, ActorRefs.NoSender));
    }

    private CircuitState CircuitState => _circuit?.State ?? CircuitState.Closed;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DeferralEnvelope envelope:
                Arrive(envelope.Deferral);
                break;
            case LeftRoutee left:
                ComeBack(left.Deferral);
                break;
            case DeferralLeft left:
                Leave(left.Deferral);
                break;
            case Wake:
                break;
            case AskForecast:
                Sender.Tell(Forecast(), Self);
                return;
            case DrainBegan drain:
                _deadline = _gate.Now + drain.Within;
                AbandonLate();
                break;
            default:
                Unhandled(message);
                return;
        }

        Go();
    }

    protected override void PostStop()
    {
        _timer.Dispose();
        foreach (var deferral in _waiting)
            deferral.Lose($"the gate of {_gate.Name} was stopped");
    }

    private void Arrive(Deferral deferral)
    {
        // Registered before anything else, so that the end of a deferral that waits, or that holds a key, is always heard of.
        if (!deferral.TryAwait(Self))
            return;
        var waits = deferral.Plan.Waits;
        if (waits?.UniqueFor is { } unique)
        {
            if (_unique.TryGetValue(unique, out var first) && first.IsPending)
            {
                deferral.CancelPending($"{first.Id}, which has the same {nameof(DeferralOptions.UniqueFor)}, {unique}, has not started yet");
                return;
            }

            _unique[unique] = deferral;
        }

        _waiting.Add(deferral);
        if (waits?.StartWithin is { } within)
            _expiring.Enqueue(deferral, _gate.TimeOf(deferral.ReleasedAt) + within);
        if (_partitions.TryPass(deferral))
            Wait(deferral, DueOf(deferral));
    }

    /// <summary>A deferral has left its routee: it is over, or is to be tried again, or was not received by one.</summary>
    private void ComeBack(Deferral deferral)
    {
        _sent.Remove(deferral);
        if (_circuit is not null)
            NoteEnd(deferral);
        if (deferral.TakeRetry() is not { } wait || !deferral.TryAwait(Self))
            return;
        _waiting.Add(deferral);
        Wait(deferral, _gate.Now + wait);
    }

    private void NoteEnd(Deferral deferral)
    {
        var before = _circuit!.State;
        _circuit.Ended(deferral, deferral.LastAttemptFailed(), _gate.Now);
        if (_circuit.State == before)
            return;
        if (_circuit.State == CircuitState.Open)
            Log.CircuitOpened(_log, _gate.Name, _gate.Circuit!.Open);
        else
            Log.CircuitClosed(_log, _gate.Name);
    }

    /// <summary>A deferral is over.</summary>
    private void Leave(Deferral deferral)
    {
        _waiting.Remove(deferral);
        if (deferral.Plan.Waits?.UniqueFor is { } unique && _unique.TryGetValue(unique, out var first) && first == deferral)
            _unique.Remove(unique);
        if (_partitions.Leave(deferral, _waiting) is { } next)
            Wait(next, DueOf(next));
    }

    private void Wait(Deferral deferral, TimeSpan due)
    {
        if (_deadline is { } deadline && due > deadline)
            deferral.TryAbandon($"its wait would have ended {due - deadline} after the drain's deadline");
        else if (due > _gate.Now)
            _timed.Enqueue(deferral, (due, ++_arrivals));
        else
            _ready.Enqueue((deferral, _gate.Now));
    }

    /// <summary>Sends on whatever may start now, and sets the timer for what comes next.</summary>
    private void Go()
    {
        var now = _gate.Now;
        while (_timed.TryPeek(out var due, out var at) && (at.Due <= now || !_waiting.Contains(due)))
        {
            _timed.Dequeue();
            if (_waiting.Contains(due))
                _ready.Enqueue((due, at.Due));
        }

        while (_expiring.TryPeek(out var expiring, out var latest) && (latest < now || !expiring.IsPending))
        {
            _expiring.Dequeue();
            expiring.Expire();
        }

        TimeSpan? next = null;
        while (_ready.TryPeek(out var first))
        {
            if (!_waiting.Contains(first.Deferral) || !first.Deferral.IsPending)
                _ready.Dequeue();
            else if (MayStart(now, out next))
                Send(_ready.Dequeue().Deferral, now, ref next);
            else if (CircuitState == CircuitState.Open && _gate.Circuit!.WhenOpen == WhenOpen.Fail)
                _ready.Dequeue().Deferral.FailPending(new CircuitOpenException($"The circuit of {_gate.Name} is open for another {_circuit!.OpenUntil - now}."));
            else
                break;
        }

        SetTimer(now, next);
        _gate.Publish(_waiting.Count, _ready.TryPeek(out var oldest) ? oldest.Since : null, CircuitState);
    }

    /// <param name="now">The time.</param>
    /// <param name="next">When to look again; null if a message will come that tells.</param>
    private bool MayStart(TimeSpan now, out TimeSpan? next)
    {
        next = null;
        if (_gate.PausedUntil is var paused && paused > now)
        {
            next = paused;
            return false;
        }

        if (_circuit is not null && !_circuit.Allows(now))
        {
            next = _circuit.State == CircuitState.Open ? _circuit.OpenUntil : null;
            return false;
        }

        // A start is allowed now, and not later. So none is sent that would first wait in a busy routee's mailbox, past the next pause.
        if (_gate.IsForAll && _sent.Count >= _gate.Routees)
            return false;
        next = _bucket?.NextAt(now);
        return next is null || next <= now;
    }

    private void Send(Deferral deferral, TimeSpan now, ref TimeSpan? next)
    {
        next = null;
        _waiting.Remove(deferral);
        _bucket?.Take(now);
        if (_gate.IsForAll)
        {
            _circuit?.Started(deferral);
            _sent.Add(deferral);
            deferral.TellWhenItLeavesItsRoutee(Self);
        }

        _send(deferral);
    }

    private void SetTimer(TimeSpan now, TimeSpan? next)
    {
        if (_timed.TryPeek(out _, out var due) && (next is null || due.Due < next))
            next = due.Due;
        // A tick later: a deferral may still start at its latest time.
        if (_expiring.TryPeek(out _, out var latest) && latest + TimeSpan.FromTicks(1) is var after && (next is null || after < next))
            next = after;
        _timer.Change(next is { } at ? Ceiling(at - now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers count whole milliseconds, and drop the rest: the actor would wake too early, again and again.</summary>
    private static TimeSpan Ceiling(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, wait.TotalMilliseconds)));

    private DrainForecast Forecast()
    {
        var now = _gate.Now;
        var needs = Starts(now).Select(start => start.At - now).DefaultIfEmpty().Max();
        return new DrainForecast(_waiting.Count, needs > TimeSpan.Zero ? needs : TimeSpan.Zero);
    }

    private void AbandonLate()
    {
        var deadline = _deadline!.Value;
        foreach (var (deferral, at) in Starts(_gate.Now).Where(start => start.At > deadline).ToList())
            deferral.TryAbandon($"its wait would have ended {at - deadline} after the drain's deadline");
    }

    /// <summary>When each waiting deferral can start at the earliest, if those before it end at once.</summary>
    private IEnumerable<(Deferral Deferral, TimeSpan At)> Starts(TimeSpan now)
    {
        var earliest = _gate.PausedUntil;
        if (CircuitState == CircuitState.Open && _circuit!.OpenUntil > earliest)
            earliest = _circuit.OpenUntil;
        var queue = _ready.Select(ready => (ready.Deferral, Due: now))
            .Concat(_timed.UnorderedItems.Select(static timed => (Deferral: timed.Element, timed.Priority.Due)))
            .Concat(_partitions.Behind.Select(deferral => (Deferral: deferral, Due: DueOf(deferral))))
            .Where(waiting => _waiting.Contains(waiting.Deferral) && waiting.Deferral.IsPending)
            .OrderBy(static waiting => waiting.Due);
        var number = 0;
        foreach (var (deferral, due) in queue)
        {
            number++;
            var at = due > earliest ? due : earliest;
            if (_bucket?.At(now, number) is { } permit && permit > at)
                at = permit;
            yield return (deferral, at);
        }
    }

    private TimeSpan DueOf(Deferral deferral)
    {
        if (deferral.Plan.Waits is not { } waits)
            return TimeSpan.Zero;
        var due = _gate.TimeOf(deferral.ReleasedAt) + waits.Delay;
        return waits.NotBefore is { } date && _gate.TimeOf(date) is var notBefore && notBefore > due ? notBefore : due;
    }
}
