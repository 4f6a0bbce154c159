using Akka.Actor;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Deferrals;

/// <summary>One running deferral that needs more than its delegate: a token, services, a context, a timeout, or a wait.</summary>
internal sealed partial class DeferralRun(Deferral deferral, TrafficSystem system)
{
    /// <summary>The same-thread deferral that runs here, so that a wait for another on the same thread is an error rather than a deadlock.</summary>
    public static readonly AsyncLocal<Deferral?> OnLane = new();

    private const int Held = 0;
    private const int Awaited = 1;
    private const int Released = 2;

    /// <summary>Held → Awaited → Released, or Held → Released: its worker is told once, if it asked before the release. Each step is one exchange.</summary>
    private int _release;

    /// <summary>Written before the step to Awaited, read after the one from there.</summary>
    private IActorRef? _worker;

    /// <summary>Made when the token is first asked for.</summary>
    private CancellationTokenSource? _cancellation;

    private int _cause;
    private ITimer? _timer;

    /// <summary>Ends the routee's wait for code that does not stop. Made once, after a timeout or a cancellation, whichever comes first.</summary>
    private ITimer? _patience;
    private int _isPatienceSet;

    /// <summary>What it is in words, taken before a fate that may come while it runs: that lets go of the work.</summary>
    private string? _kind;
    private AsyncServiceScope? _scope;
    private TrafficContext? _context;
    private GenerationGate? _generation;
    private int _stray;
    private int _over;

    public Deferral Deferral => deferral;

    public TrafficSystem System => system;

    public CancellationToken Token
    {
        get
        {
            if (Volatile.Read(ref _cancellation) is { } present)
                return present.Token;
            var made = new CancellationTokenSource();
            if (Interlocked.CompareExchange(ref _cancellation, made, null) is { } other)
                return other.Token;
            // After the exchange: a cancellation that came before it saw no source, and is seen here; one that comes later sees the source.
            if (Cause != CancelCause.None)
                CancelToken();
            return made.Token;
        }
    }

    public IServiceProvider Services => (_scope ??= system.Services.CreateAsyncScope()).ServiceProvider;

    public TrafficContext Context => _context ??= new TrafficContext(this);

    /// <summary>The gate of what this deferral defers, made by its first.</summary>
    public GenerationGate Generation
    {
        get
        {
            if (Volatile.Read(ref _generation) is { } present)
                return present;
            var made = new GenerationGate(system, deferral);
            if (Interlocked.CompareExchange(ref _generation, made, null) is { } other)
                return other;
            // The code may have ended meanwhile (a stray that still defers): then nobody else will close it.
            if (Volatile.Read(ref _over) != 0)
                made.Close();
            return made;
        }
    }

    public CancelCause Cause => (CancelCause)Volatile.Read(ref _cause);

    public TService Resolve<TService>()
        where TService : notnull =>
        typeof(TService) == typeof(TrafficContext) ? (TService)(object)Context : Services.GetRequiredService<TService>();

    /// <summary>Makes it cancellable, and starts its timeout.</summary>
    public void Begin()
    {
        deferral.Attach(this);
        if (system.Drain.Cancels)
            Cancel(CancelCause.Drain);
        if (deferral.Plan.HasTimeout)
            _timer = system.Clock.CreateTimer(static run => ((DeferralRun)run!).OnTimeout(), this, deferral.Plan.Timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The first cause stays: it is what an OperationCanceledException will be taken for.</summary>
    public void Cancel(CancelCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, (int)cause, (int)CancelCause.None) != (int)CancelCause.None)
            return;
        CancelToken();
        // The others have limits of their own: the drain's deadline, a routee that is gone, the timeout.
        if (cause == CancelCause.Receipt)
            LosePatienceLater();
    }

    /// <summary>The code has returned: its services are disposed of, and it gets its fate unless it has one. The caller's thread is the routee's.</summary>
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

    /// <summary>Whether the end needs no wait.</summary>
    public bool HasScope => _scope is not null;

    public void End(Exception? exception)
    {
        Interlocked.Exchange(ref _over, 1);
        Volatile.Read(ref _generation)?.Close();
        _timer?.Dispose();
        Volatile.Read(ref _patience)?.Dispose();
        switch (exception)
        {
            case null:
                deferral.TryEnd(Fate.Ran);
                break;
            case OperationCanceledException when Cause is CancelCause.Receipt:
                deferral.TryEnd(Fate.Cancelled, "cancelled by its receipt while it ran");
                break;
            case OperationCanceledException when Cause is CancelCause.Drain:
                deferral.TryEnd(Fate.Abandoned, "the drain's deadline passed");
                break;
            default:
                deferral.TryEnd(Fate.Failed, exception: exception);
                break;
        }

        // Before it leaves: with the last slot back the traffic counts as settled, and then no stray may be counted any more.
        if (Interlocked.Exchange(ref _stray, 2) == 1)
            system.StrayEnded();
        deferral.Leave();
    }

    /// <summary>Tells the worker when it may go on: the code has returned, or was given up. False when it may at once, and is not told.</summary>
    public bool TellWhenReleased(IActorRef worker)
    {
        _worker = worker;
        return Interlocked.CompareExchange(ref _release, Awaited, Held) == Held;
    }

    /// <summary>The worker may go on. Idempotent.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _release, Released) == Awaited)
            _worker!.Tell(new RunReleased(this), ActorRefs.NoSender);
    }

    /// <summary>Its routee stops under it.</summary>
    public void LoseRoutee()
    {
        _kind ??= deferral.Kind;
        deferral.TryEnd(Fate.Failed, "its routee stopped while it ran", keepsSlot: true);
        Cancel(CancelCause.Routee);
        GiveUp();
    }

    private void OnTimeout()
    {
        var timeout = deferral.Plan.Timeout;
        _kind ??= deferral.Kind;
        if (!deferral.TryEnd(Fate.Failed, $"its timeout of {timeout} passed", new TimeoutException($"Deferral {deferral} ran longer than {timeout}."), keepsSlot: true))
            return;
        if (Interlocked.CompareExchange(ref _cause, (int)CancelCause.Timeout, (int)CancelCause.None) == (int)CancelCause.None)
            CancelToken();
        LosePatienceLater();
    }

    private void LosePatienceLater()
    {
        if (system.Settings.AbandonAfter == Timeout.InfiniteTimeSpan || Volatile.Read(ref _over) != 0 || Interlocked.Exchange(ref _isPatienceSet, 1) != 0)
            return;
        var timer = system.Clock.CreateTimer(static run => ((DeferralRun)run!).LosePatience(), this, system.Settings.AbandonAfter, Timeout.InfiniteTimeSpan);
        // Both sides have a full fence between their write and their look: the end finds the timer, or the end is seen here.
        Interlocked.Exchange(ref _patience, timer);
        if (Volatile.Read(ref _over) != 0)
            timer.Dispose();
    }

    private void LosePatience()
    {
        _kind ??= deferral.Kind;
        // After a timeout it has its fate. The fate first: what is given up keeps its slot until its code returns.
        deferral.TryEnd(Fate.Cancelled, $"cancelled by its receipt, and still running {system.Settings.AbandonAfter} later", keepsSlot: true);
        GiveUp();
    }

    /// <summary>The routee goes on without it.</summary>
    private void GiveUp()
    {
        if (Interlocked.CompareExchange(ref _stray, 1, 0) != 0)
            return;
        system.StrayBegan(deferral, _kind ?? deferral.Kind);
        Release();
    }

    private void CancelToken()
    {
        try
        {
            Volatile.Read(ref _cancellation)?.Cancel();
        }
        catch (Exception e)
        {
            // What a registered callback throws is the callback's; the cancellation stands.
            Log.CancellationCallbackThrew(system.Log, deferral.Id, e);
        }
    }
}
