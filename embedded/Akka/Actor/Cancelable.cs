namespace Akka.Actor;

/// <summary>Ends what was scheduled with it. Most are only ever asked whether they are cancelled, so the token's source is made when asked for.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private CancellationTokenSource _source;
    private volatile bool _cancelled;
    private volatile bool _disposed;

    /// <summary>For linked ones: the registrations with what they are linked to.</summary>
    private CancellationTokenRegistration[] _links;

    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced)
    {
    }

    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler.Advanced, delay)
    {
    }

    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler, TimeSpan.FromMilliseconds(millisecondsDelay))
    {
    }

    public bool IsCancellationRequested => _cancelled;

    public bool IsDisposed => _disposed;

    public CancellationToken Token
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var source = Volatile.Read(ref _source);
            if (source is null)
            {
                var created = new CancellationTokenSource();
                source = Interlocked.CompareExchange(ref _source, created, null) ?? created;
                // A Cancel that came before the exchange found no source to cancel; one that comes after it finds this one.
                if (_cancelled)
                    source.Cancel();
            }

            return source.Token;
        }
    }

    /// <summary>One that was cancelled from the beginning.</summary>
    public static ICancelable CreateCanceled()
    {
        var cancelable = new Cancelable((IActionScheduler)null);
        cancelable.Cancel();
        return cancelable;
    }

    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    /// <summary>Cancelled as soon as one of the others is.</summary>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables)
    {
        ArgumentNullException.ThrowIfNull(cancelables);
        return CreateLinkedCancelable(scheduler, Array.ConvertAll(cancelables, static cancelable => cancelable.Token));
    }

    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params CancellationToken[] cancellationTokens)
    {
        ArgumentNullException.ThrowIfNull(cancellationTokens);
        var linked = new Cancelable(scheduler);
        linked._links = Array.ConvertAll(
            cancellationTokens, token => token.UnsafeRegister(static state => ((Cancelable)state).CancelUnlessDisposed(), linked));
        return linked;
    }

    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public void Cancel() => Cancel(false);

    public void Cancel(bool throwOnFirstException)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _cancelled = true;
        Interlocked.MemoryBarrier(); // before the look at the source: see Token
        Volatile.Read(ref _source)?.Cancel(throwOnFirstException);
    }

    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public void CancelAfter(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(delay), $"The delay is {delay}; it must not be negative.");
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_cancelled)
            _scheduler.ScheduleOnce(delay, CancelUnlessDisposed, this);
    }

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
            return;
        _disposed = true;
        foreach (var link in _links ?? [])
            link.Dispose();
        _source?.Dispose();
    }

    private void CancelUnlessDisposed()
    {
        try
        {
            if (!_disposed)
                Cancel(false);
        }
        catch (ObjectDisposedException)
        {
            // Disposed in between: nobody waits for it any more.
        }
    }
}
