using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Pools;

#pragma warning disable CA1001 // The token may be asked for by code that runs on after the end: its source is left to the collector.
/// <summary>The running code of one deferral that needs more than its delegate: a token, services, a context, a timeout, or a wait.</summary>
internal sealed class DeferralRun(Deferral deferral, WorkerParts parts) : IDeferralRun
{
    /// <summary>Guards the fields down to <see cref="_isReleased"/>. No code of the application's runs under it.</summary>
    private readonly Lock _lock = new();

    /// <summary>Made when the token is first asked for.</summary>
    private CancellationTokenSource? _cancellation;
    private CancelCause _cause;

    /// <summary>Ends the worker's wait for code that does not stop. Made once, by a timeout or a cancellation, whichever comes first.</summary>
    private ITimer? _abandonAfter;

    /// <summary>Called when the code has returned.</summary>
    private Action? _atEnd;

    /// <summary>Whether the code has returned.</summary>
    private bool _isOver;

    /// <summary>Whether the worker has gone on although the code runs.</summary>
    private bool _isDetached;

    /// <summary>The worker that waits; null before it does.</summary>
    private IActorRef? _worker;
    private bool _isReleased;

    // Of the worker's thread and, after the first await, of the code's own flow.
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
                    // A cancellation that came before had no source to cancel. Nobody has registered a callback yet.
                    if (_cause != CancelCause.None)
                        _cancellation.Cancel();
                }

                return _cancellation.Token;
            }
        }
    }

    public IServiceProvider Services => (_scope ??= parts.Services.CreateAsyncScope()).ServiceProvider;

    public TrafficContext Context => _context ??= new TrafficContext(this);

    /// <summary>Whether the end has services to dispose of, and so may need a wait.</summary>
    public bool HasScope => _scope is not null;

    public TService Resolve<TService>()
        where TService : notnull =>
        typeof(TService) == typeof(TrafficContext) ? (TService)(object)Context : Services.GetRequiredService<TService>();

    /// <summary>Traffic for what this deferral defers.</summary>
    public ITraffic OpenTraffic() => parts.OpenTraffic(this);

    /// <summary>Calls back when the code has returned; at once where it has already.</summary>
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

    /// <summary>Makes the code cancellable, and starts its timeout.</summary>
    public void Begin()
    {
        deferral.Attach(this);
        if (deferral.Account.Ledger.CancelsWork)
            Cancel(CancelCause.Drain);
        if (deferral.Plan.HasTimeout)
            _timeout = parts.Clock.CreateTimer(static run => ((DeferralRun)run!).OnTimeout(), this, deferral.Plan.Timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels the token. The first cause stays: an OperationCanceledException is taken for that.</summary>
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

        CancelToken(source);
        // Other causes have limits of their own: the drain's deadline, a routee that is gone, the timeout.
        if (cause == CancelCause.Receipt)
            AbandonLater();
    }

    /// <summary>The code has returned: its services are disposed of, and the deferral gets its fate unless it has one.</summary>
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
        lock (_lock)
        {
            _isOver = true;
            atEnd = _atEnd;
            cause = _cause;
            _abandonAfter?.Dispose();
        }

        atEnd?.Invoke();
        _timeout?.Dispose();
        switch (exception)
        {
            case null:
                deferral.TryEnd(Fate.Ran);
                break;
            case OperationCanceledException when cause is CancelCause.Receipt:
                deferral.TryEnd(Fate.Cancelled, "cancelled by its receipt while it ran");
                break;
            case OperationCanceledException when cause is CancelCause.Drain:
                deferral.TryEnd(Fate.Abandoned, "the drain's deadline passed");
                break;
            default:
                deferral.TryEnd(Fate.Failed, exception: exception);
                break;
        }

        // Before the slot is back: then the traffic may count as settled, and no detached run may be counted any more. _isDetached is not written after _isOver.
        if (_isDetached)
            parts.Detached.Ended();
        deferral.CodeReturned();
    }

    /// <summary>Has the worker told when it may go on: the code has returned, or was given up. False when it may at once, and is not told.</summary>
    public bool TellWhenReleased(IActorRef worker)
    {
        lock (_lock)
        {
            _worker = worker;
            return !_isReleased;
        }
    }

    /// <summary>The worker may go on. Idempotent.</summary>
    public void Release()
    {
        IActorRef? worker;
        lock (_lock)
        {
            worker = _isReleased ? null : _worker;
            _isReleased = true;
        }

        worker?.Tell(new RunReleased(this), ActorRefs.NoSender);
    }

    /// <summary>The worker stops while the code runs.</summary>
    public void LoseRoutee()
    {
        var kind = deferral.Kind;
        deferral.TryEnd(Fate.Failed, "its routee stopped while it ran", codeStillRuns: true);
        Cancel(CancelCause.Routee);
        Detach(kind);
    }

    private void OnTimeout()
    {
        var timeout = deferral.Plan.Timeout;
        if (!deferral.TryEnd(Fate.Failed, $"its timeout of {timeout} passed", new TimeoutException($"Deferral {deferral} ran longer than {timeout}."), codeStillRuns: true))
            return;
        Cancel(CancelCause.Timeout);
        AbandonLater();
    }

    private void AbandonLater()
    {
        if (parts.Settings.AbandonAfter == Timeout.InfiniteTimeSpan)
            return;
        // The fate lets go of the work, and with it of its name.
        var kind = deferral.Kind;
        lock (_lock)
        {
            if (!_isOver)
                _abandonAfter ??= parts.Clock.CreateTimer(_ => OnAbandonAfterElapsed(kind), null, parts.Settings.AbandonAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnAbandonAfterElapsed(string kind)
    {
        // The fate first (after a timeout there is one): detached code keeps its slot until it returns.
        deferral.TryEnd(Fate.Cancelled, $"cancelled by its receipt, and still running {parts.Settings.AbandonAfter} later", codeStillRuns: true);
        Detach(kind);
    }

    /// <summary>The worker goes on without the code.</summary>
    private void Detach(string kind)
    {
        lock (_lock)
        {
            if (_isOver || _isDetached)
                return;
            _isDetached = true;
            parts.Detached.Began();
        }

        Log.RunDetached(parts.Log, deferral.Id, kind, deferral.Pool, deferral.Reason);
        Release();
    }

    private void CancelToken(CancellationTokenSource? source)
    {
        try
        {
            source?.Cancel();
        }
        catch (Exception e)
        {
            // A callback that the application's code has registered threw; the cancellation stands.
            Log.CancellationCallbackThrew(parts.Log, deferral.Id, e);
        }
    }
}
