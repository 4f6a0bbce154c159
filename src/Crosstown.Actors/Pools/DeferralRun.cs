using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Pools;

#pragma warning disable CA1001 // Code that still runs after the deferral's end may ask for the token, so its source is never disposed of.
/// <summary>The running code of one deferral that needs more than a call of its delegate: a token, services, a context, a timeout, or an await.</summary>
internal sealed class DeferralRun(Deferral deferral, WorkerParts parts) : IDeferralRun
{
    /// <summary>Guards the fields down to <see cref="_isReleased"/>. No application code runs while it is held.</summary>
    private readonly Lock _lock = new();

    /// <summary>Created when the token is first asked for.</summary>
    private CancellationTokenSource? _cancellation;
    private CancelCause _cause;

    /// <summary>Ends the worker's wait for code that does not stop. Created once, at the timeout or the cancellation, whichever comes first.</summary>
    private ITimer? _abandonAfter;

    /// <summary>Called when the code has returned.</summary>
    private Action? _atEnd;

    private bool _isOver;

    private bool _isTimedOut;

    /// <summary>Whether the worker no longer waits for the code. Such a deferral is not tried again.</summary>
    private bool _isGivenUp;

    /// <summary>Whether the worker has gone on to other deferrals although the code still runs.</summary>
    private bool _isDetached;

    /// <summary>The worker that waits for this run; null before it waits.</summary>
    private IActorRef? _worker;
    private bool _isReleased;

    /// <summary>Whether the worker has stopped before the release.</summary>
    private bool _leavesForWorker;

    // Not guarded: used by the worker's thread and, after the first await, by the code's own asynchronous flow, one after the other.
    private ITimer? _timeout;
    private AsyncServiceScope? _scope;
    private TrafficContext? _context;

    public Deferral Deferral => deferral;

    public CancellationToken Token
    {
        get
        {
            lock (_lock)
            {
                if (_cancellation is null)
                {
                    _cancellation = new CancellationTokenSource();
                    // An earlier cancellation had no source to cancel. Cancelling under the lock is safe here: no callback can be registered yet.
                    if (_cause != CancelCause.None)
                        _cancellation.Cancel();
                }

                return _cancellation.Token;
            }
        }
    }

    public IServiceProvider Services => (_scope ??= parts.Services.CreateAsyncScope()).ServiceProvider;

    public TrafficContext Context => _context ??= new TrafficContext(this);

    /// <summary>Whether the code has returned.</summary>
    public bool IsOver
    {
        get
        {
            lock (_lock)
                return _isOver;
        }
    }

    /// <summary>Whether its worker waits for it: its code has returned a task that was not complete.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (_lock)
                return _worker is not null;
        }
    }

    /// <summary>Whether a DI scope must be disposed of at the end, which may need an await.</summary>
    public bool HasScope => _scope is not null;

    public TService Resolve<TService>()
        where TService : notnull =>
        typeof(TService) == typeof(TrafficContext) ? (TService)(object)Context : Services.GetRequiredService<TService>();

    /// <summary>Opens the traffic for deferrals made by this deferral.</summary>
    public ITraffic OpenTraffic() => parts.OpenTraffic(this);

    /// <summary>Calls <paramref name="action"/> when the code has returned; at once if it has already.</summary>
    public void AtEnd(Action action)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                _atEnd += action;
                return;
            }
        }

        action();
    }

    /// <summary>Makes the code cancellable and starts its timeout. Called by the worker before the code runs.</summary>
    public void Begin()
    {
        deferral.Attach(this);
        if (deferral.Account.Ledger.CancelsWork)
            Cancel(CancelCause.Drain);
        if (deferral.Plan.HasTimeout)
            _timeout = parts.Clock.CreateTimer(static run => ((DeferralRun)run!).OnTimeout(), this, deferral.Plan.Timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels the token. The first cause stays and decides the fate of a following OperationCanceledException.</summary>
    public void Cancel(CancelCause cause)
    {
        CancellationTokenSource? source;
        lock (_lock)
        {
            if (_cause != CancelCause.None)
                return;
            _cause = cause;
            source = _cancellation;
        }

        source?.CancelSafely(deferral, parts.Log);
        // The other causes limit the worker's wait by themselves: the drain by its deadline, the stopped routee at once, the timeout in OnTimeout.
        if (cause == CancelCause.Receipt)
            AbandonLater();
    }

    /// <summary>Called when the code has returned: disposes of its services and gives the deferral its fate unless it has one.</summary>
    public async Task EndAsync(Exception? exception)
    {
        if (_scope is { } scope)
        {
            try
            {
                await scope.DisposeAsync();
            }
            catch (Exception e)
            {
                exception ??= e;
            }
        }

        End(exception);
    }

    /// <inheritdoc cref="EndAsync"/>
    public void End(Exception? exception)
    {
        Action? atEnd;
        CancelCause cause;
        bool mayRetry;
        lock (_lock)
        {
            _isOver = true;
            mayRetry = !_isGivenUp && _cause is CancelCause.None or CancelCause.Timeout;
            // Also if the code has returned in spite of it: it had its time.
            if (_isTimedOut)
                exception = TimedOut();
            atEnd = _atEnd;
            cause = _cause;
            _abandonAfter?.Dispose();
        }

        atEnd?.Invoke();
        _timeout?.Dispose();
        parts.EndAttempt(deferral, exception, cause, mayRetry);
        // Before CodeReturned gives the slot back: once the traffic counts as settled, no detached run may be counted. Reading _isDetached without the lock is safe: it is not written once _isOver is set.
        if (_isDetached)
            parts.Detached.Ended();
        deferral.CodeReturned();
    }

    /// <summary>Registers the worker, which is told once it may go on: when the code has returned or was abandoned. False when it may go on at once; then it is not told.</summary>
    public bool TellWhenReleased(IActorRef worker)
    {
        lock (_lock)
        {
            _worker = worker;
            return !_isReleased;
        }
    }

    /// <summary>Tells the worker that it may go on. Idempotent.</summary>
    public void Release()
    {
        IActorRef? worker;
        bool leaves;
        lock (_lock)
        {
            worker = _isReleased ? null : _worker;
            leaves = _leavesForWorker && !_isReleased;
            _isReleased = true;
        }

        if (leaves)
            deferral.LeaveWorker();
        else
            worker?.Tell(new RunReleased(this), ActorRefs.NoSender);
    }

    /// <summary>Called when the worker has stopped. True when the run leaves in its place, at its release: a gate must not hear of the end before it is known whether there is another attempt.</summary>
    public bool TryLeaveForWorker()
    {
        lock (_lock)
            return _leavesForWorker = !_isReleased;
    }

    /// <summary>Called when the worker stops while the code runs.</summary>
    public void OnWorkerStopped()
    {
        if (!TryGiveUp())
            return;
        deferral.TryEnd(Fate.Failed, "its routee stopped while it ran", codeStillRuns: true);
        Cancel(CancelCause.Routee);
        Detach();
    }

    private void OnTimeout()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            _isTimedOut = true;
        }

        // With an attempt left, the end of the code decides: the next attempt must not begin before it.
        var mayRetry = deferral.Plan.Waits?.Retry is { } retry && deferral.Attempts < retry.Attempts && retry.Takes(TimedOut());
        if (!mayRetry && !deferral.TryEnd(Fate.Failed, $"its timeout of {deferral.Plan.Timeout} passed", TimedOut(), codeStillRuns: true))
            return;
        Cancel(CancelCause.Timeout);
        AbandonLater();
    }

    private void AbandonLater()
    {
        if (parts.Settings.AbandonAfter == Timeout.InfiniteTimeSpan)
            return;
        lock (_lock)
        {
            if (!_isOver)
                _abandonAfter ??= parts.Clock.CreateTimer(static run => ((DeferralRun)run!).OnAbandonAfterElapsed(), this, parts.Settings.AbandonAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnAbandonAfterElapsed()
    {
        if (!TryGiveUp())
            return;
        // The fate before Detach, because codeStillRuns makes the code keep its slot until it returns. After a timeout without a further attempt there is a fate already.
        if (_isTimedOut)
            deferral.TryEnd(Fate.Failed, $"its timeout of {deferral.Plan.Timeout} passed, and it still runs {parts.Settings.AbandonAfter} later", TimedOut(), codeStillRuns: true);
        else
            deferral.TryEnd(Fate.Cancelled, $"cancelled by its receipt, and still running {parts.Settings.AbandonAfter} later", codeStillRuns: true);
        Detach();
    }

    private bool TryGiveUp()
    {
        lock (_lock)
        {
            _isGivenUp |= !_isOver;
            return !_isOver;
        }
    }

    private TimeoutException TimedOut() => new($"Deferral {deferral} ran longer than {deferral.Plan.Timeout}.");

    /// <summary>Lets the worker go on although the code still runs.</summary>
    private void Detach()
    {
        lock (_lock)
        {
            if (_isOver || _isDetached)
                return;
            _isDetached = true;
            parts.Detached.Began();
        }

        parts.Detached.Report(deferral);
        Release();
    }
}
