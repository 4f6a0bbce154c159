using Crosstown.Actors.Accounting;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Failures;

#pragma warning disable CA1001 // A handler that was given up may ask for its token, so the source is never disposed of.
/// <summary>
/// The failures that wait for the application's failure handlers. Each has a slot of the process from its fate on until it is handled (<see cref="Ledger.HandlesFailures"/>). So what waits is
/// bounded by <c>crosstown.admission.capacity</c>, nothing is thrown away for want of room (a handler that cannot keep up is seen as any overload: deferrals are refused), and traffic counts
/// as settled, and a drain as over, only once its failures are handled.
/// </summary>
internal sealed class FailureQueue
{
    /// <summary>
    /// A handler mostly waits for a database or a queue, and one that hangs until its timeout must not hold up all others. Not more, because failures come in masses when something is down,
    /// and the place that takes them is the next to suffer.
    /// </summary>
    private const int MostAtOnce = 4;

    private readonly Lock _lock = new();

    /// <summary>Guarded by the lock, as all fields down to <see cref="_hasStopped"/>.</summary>
    private readonly Queue<TrafficFailure> _waiting = new();
    private readonly List<TrafficFailure> _inHand = [];
    private int _runs;
    private bool _hasStopped;

    private readonly CancellationTokenSource _stop = new();
    private readonly FailureHandlers _handlers;
    private readonly Ledger _ledger;
    private readonly CrosstownLogger _log;

    public FailureQueue(FailureHandlers handlers, Ledger ledger, FateReporter reporter, CrosstownLogger log)
    {
        (_handlers, _ledger, _log) = (handlers, ledger, log);
        ledger.HandlesFailures = HasHandlers;
        if (HasHandlers)
            reporter.HandTo(Add);
    }

    public bool HasHandlers => !_handlers.IsEmpty;

    /// <summary>Cancels the handlers, and hands nothing over any more. A failure that comes later is logged.</summary>
    /// <returns>The failures that no handler has taken, or not all of them: those in a handler's hand first, then the others in the order in which they came.</returns>
    public IReadOnlyList<TrafficFailure> Stop()
    {
        TrafficFailure[] left;
        int waiting;
        lock (_lock)
        {
            _hasStopped = true;
            waiting = _waiting.Count;
            left = [.. _inHand, .. _waiting];
            _waiting.Clear();
        }

        _stop.Cancel();
        for (var i = 0; i < waiting; i++)
            _ledger.FailureHandled();
        return left;
    }

    /// <summary>Called by the thread that has ended the deferral, before that drops its message.</summary>
    private void Add(Deferral deferral)
    {
        var failure = TrafficFailure.Of(deferral);
        bool isTaken;
        var begins = false;
        lock (_lock)
        {
            isTaken = !_hasStopped;
            if (isTaken)
            {
                _waiting.Enqueue(failure);
                begins = _runs < MostAtOnce;
            }

            if (begins)
                _runs++;
        }

        // Without the ExecutionContext of the code that failed.
        if (begins)
            ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.RunAsync(), this, preferLocal: false);
        if (isTaken)
            return;
        Log.FailureCameTooLate(_log, deferral.Id, deferral.Kind, failure.Fate);
        _ledger.FailureHandled();
    }

    private async Task RunAsync()
    {
        while (Take() is { } failure)
        {
            await _handlers.HandleAsync(failure, _stop.Token).ConfigureAwait(false);
            lock (_lock)
                _inHand.Remove(failure);
            _ledger.FailureHandled();
        }
    }

    private TrafficFailure? Take()
    {
        lock (_lock)
        {
            if (_waiting.TryDequeue(out var failure))
                _inHand.Add(failure);
            else
                _runs--;
            return failure;
        }
    }
}
