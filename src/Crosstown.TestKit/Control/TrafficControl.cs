using System.Globalization;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;
using Crosstown.TestKit.Faults;
using Crosstown.TestKit.Recording;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.TestKit.Control;

/// <summary>What a test does with the traffic of one host: records it, holds it, runs it, waits for it. One per host. Thread-safe.</summary>
internal sealed class TrafficControl(CrosstownTestOptions options, FaultDirectory faults, IServiceProvider services) : ITrafficInterceptor
{
    private const string Ended = "the test has ended while it was held";

    private readonly Lock _lock = new();

    /// <summary>Released deferrals that wait for the test, in the order of dispatch. Guarded by the lock, as the fields down to <see cref="_interleaver"/>.</summary>
    private readonly List<RecordedDeferral> _held = [];
    private TaskCompletionSource _changed = NewChange();
    private TrafficMode _mode = options.Mode;
    private Interleaver? _interleaver;
    private bool _hasEnded;

    public DeferralLog Log { get; } = new();

    public TrafficRoutes Routes { get; } = new();

    public CrosstownTestOptions Options => options;

    /// <summary>Whether an assertion on this host's traffic has failed: then the end of the host asserts nothing, which would hide that failure.</summary>
    public bool HasFailed { get; set; }

    /// <exception cref="InvalidOperationException">Deferrals are held.</exception>
    public TrafficMode Mode
    {
        get
        {
            lock (_lock)
                return _mode;
        }

        set
        {
            lock (_lock)
            {
                if (Held_NeedsLock() is { Count: > 0 } held)
                    throw new InvalidOperationException($"The mode can't change while deferrals are held; run them first (ReleaseAllAsync). Held:\n{RecordText.Lines(held)}");
                _mode = value;
            }
        }
    }

    public IReadOnlyList<RecordedDeferral> Held
    {
        get
        {
            lock (_lock)
                return [.. Held_NeedsLock()];
        }
    }

    public void Deferring(Deferral deferral)
    {
        Log.Add(deferral);
        Volatile.Read(ref _interleaver)?.OnDeferring(deferral);
        lock (_lock)
            Change_NeedsLock();
    }

    public bool TakesAnyMessage(DeferralPlan plan) => Routes.HasRoute(plan);

    public bool TryTake(Deferral deferral)
    {
        var recorded = Log.Of(deferral);
        if (Routes.Find(deferral) is { } route)
        {
            recorded.IsReleased = true;
            TrafficRoutes.Send(deferral, route);
            return true;
        }

        lock (_lock)
        {
            // In one step with the addition, so that a test that waits for a deferral always sees it as coming or as held.
            recorded.IsReleased = true;
            if (_mode != TrafficMode.Manual && _interleaver is null)
                return false;
            if (!_hasEnded)
            {
                _held.Add(recorded);
                Change_NeedsLock();
                return true;
            }
        }

        deferral.CancelPending(Ended);
        return true;
    }

    public ValueTask<RequestSnapshot> CompletingAsync(RequestSnapshot request)
    {
        Volatile.Read(ref _interleaver)?.OnCompleting(request);
        return faults.CompletingAsync(request);
    }

    /// <summary>Sends a held deferral to its pool, lane or actor.</summary>
    public void Send(RecordedDeferral deferral) => services.GetRequiredService<Dispatcher>().Send(deferral.Deferral);

    /// <summary>Makes the failure of an assertion, and notes that there is one.</summary>
    public TrafficAssertionException Failure(string expected)
    {
        HasFailed = true;
        return RecordText.Failure(expected, Log.SinceReset);
    }

    /// <summary>Completes at the next deferring call or held deferral.</summary>
    public Task NextChange()
    {
        lock (_lock)
            return _changed.Task;
    }

    /// <summary>Takes one of the held deferrals, as <paramref name="choose"/> chooses; null if none is held.</summary>
    public RecordedDeferral? TryTakeHeld(Func<IReadOnlyList<RecordedDeferral>, RecordedDeferral> choose)
    {
        lock (_lock)
        {
            var held = Held_NeedsLock();
            if (held.Count == 0)
                return null;
            var chosen = choose(held);
            held.Remove(chosen);
            return chosen;
        }
    }

    /// <summary>Holds released deferrals for the interleaver; null ends that, and sends what is held.</summary>
    public void Interleave(Interleaver? interleaver)
    {
        List<RecordedDeferral> rest = [];
        lock (_lock)
        {
            Volatile.Write(ref _interleaver, interleaver);
            if (interleaver is null)
            {
                rest.AddRange(_held);
                _held.Clear();
            }
        }

        rest.ForEach(Send);
    }

    /// <summary>The test ends: what is held is cancelled, and what would be held later, so that the host's drain does not wait for it.</summary>
    public void End()
    {
        lock (_lock)
            _hasEnded = true;
        foreach (var held in Held)
            held.Deferral.CancelPending(Ended);
    }

    /// <summary>Waits, at the end of a pipeline, as the interleaver says.</summary>
    /// <param name="request">The server's identifier of the request.</param>
    public Task ReturningAsync(string request) => Volatile.Read(ref _interleaver)?.OnReturningAsync(request) ?? Task.CompletedTask;

    public async Task<RecordedDeferral> NextAsync()
    {
        using var deadline = new Deadline(options.Deadline);
        var next = await TakeAsync(deadline).ConfigureAwait(false) ?? throw Failure("Expected a deferral to be held, and there was none.");
        await RunAsync(next, deadline).ConfigureAwait(false);
        Log.Report(next);
        return next;
    }

    public async Task<IReadOnlyList<RecordedDeferral>> ReleaseAllAsync(bool collect)
    {
        using var deadline = new Deadline(options.Deadline);
        var ran = new List<RecordedDeferral>();
        while (await TakeAsync(deadline).ConfigureAwait(false) is { } next)
        {
            await RunAsync(next, deadline).ConfigureAwait(false);
            ran.Add(next);
        }

        ThrowFailures(collect);
        return ran;
    }

    /// <summary>Waits until every deferral has its fate, and the failure handlers have returned.</summary>
    public async Task SettledAsync(bool collect)
    {
        using var deadline = new Deadline(options.Deadline);
        while (true)
        {
            var changed = NextChange();
            var outstanding = Log.Outstanding;
            if (outstanding.Count == 0)
                break;
            if (Mode == TrafficMode.Manual && Held is { Count: > 0 } held)
                throw Failure(string.Create(CultureInfo.InvariantCulture, $"Expected all traffic to settle, and {held.Count} deferrals are held; NextAsync or ReleaseAllAsync runs them."));
            var ends = Task.WhenAll(outstanding.Select(static deferral => deferral.Deferral.FateAsync()));
            if (!await deadline.ComesAfterAsync(Task.WhenAny(changed, ends)).ConfigureAwait(false))
                throw Failure($"Expected all traffic to settle within {deadline}. Still out:\n{RecordText.Lines(Log.Outstanding)}");
        }

        // By way of a deferral: the host's services may have been disposed of.
        if (Log.SinceReset is [var any, ..] && !await deadline.ComesAfterAsync(any.Deferral.Account.Ledger.FailuresHandledAsync()).ConfigureAwait(false))
            throw Failure($"Expected the failure handlers to return within {deadline}.");
        ThrowFailures(collect);
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void ThrowFailures(bool collect)
    {
        if (collect || Log.TakeFailures() is not { Count: > 0 } failures)
            return;
        HasFailed = true;
        TrafficFailedException.ThrowIfAny(failures);
    }

    /// <summary>Takes the first held deferral, and waits for one while one may come; null if none can.</summary>
    private async Task<RecordedDeferral?> TakeAsync(Deadline deadline)
    {
        if (Mode != TrafficMode.Manual)
            throw new InvalidOperationException($"The mode is {Mode}, in which nothing is held; set it to Manual first.");
        while (true)
        {
            var changed = NextChange();
            // Before the look at what is held: a deferral that is released between the two is then seen as held.
            var coming = Log.Coming;
            if (TryTakeHeld(static held => held[0]) is { } next)
                return next;
            if (coming.Count == 0)
                return null;
            var ends = coming.Select(static Task (deferral) => deferral.Deferral.FateAsync());
            if (!await deadline.ComesAfterAsync(Task.WhenAny([changed, .. ends])).ConfigureAwait(false))
                throw Failure($"Expected a deferral to be released within {deadline}. Not released:\n{RecordText.Lines(coming)}");
        }
    }

    private async Task RunAsync(RecordedDeferral deferral, Deadline deadline)
    {
        Send(deferral);
        if (!await deadline.ComesAfterAsync(deferral.Deferral.FateAsync()).ConfigureAwait(false))
            throw Failure($"Expected {deferral.Kind} to end within {deadline}, and it still runs. Held:\n{RecordText.Lines(Held)}");
    }

    /// <summary>The held deferrals without those that were cancelled meanwhile.</summary>
    private List<RecordedDeferral> Held_NeedsLock()
    {
        _held.RemoveAll(static deferral => deferral.Fate is not null);
        return _held;
    }

    private void Change_NeedsLock()
    {
        var changed = _changed;
        _changed = NewChange();
        changed.SetResult();
    }
}
