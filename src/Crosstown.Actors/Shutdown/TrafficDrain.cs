using Akka;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crosstown.Actors.Shutdown;

/// <summary>
/// A task in CoordinatedShutdown's service-requests-done: stops admission, runs what was admitted until the deadline, cancels, gives grace, abandons and names what is left.
/// The host stops its server before the actor system, so that what was deferred while the server stopped is still admitted.
/// </summary>
internal sealed class TrafficDrain : IDrainReport
{
    /// <summary>What is left of the host's shutdown for everything that comes after the drain.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    /// <summary>What cancelled work has to end when the host waits no longer, where its grace is no shorter.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(500);

    private readonly TrafficSystem _system;
    private readonly TaskCompletionSource<IDrainReport> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;
    private bool _cancels;
    private long _hostStopsAt;
    private readonly TimeSpan _hostTimeout = Timeout.InfiniteTimeSpan;

    public TrafficDrain(TrafficSystem system)
    {
        _system = system;
        if (system.Services.GetService(typeof(IHostApplicationLifetime)) is IHostApplicationLifetime lifetime
            && system.Services.GetService(typeof(IOptions<HostOptions>)) is IOptions<HostOptions> options)
        {
            _hostTimeout = options.Value.ShutdownTimeout;
            lifetime.ApplicationStopping.Register(() => Volatile.Write(ref _hostStopsAt, system.Clock.GetTimestamp()));
        }
    }

    public Task<IDrainReport> Completion => _completion.Task;

    public TimeSpan? Took { get; private set; }

    public long OutstandingAtStart { get; private set; }

    public IReadOnlyList<AbandonedDeferral> Abandoned { get; private set; } = [];

    /// <summary>Set once, when the drain begins.</summary>
    public bool HasStoppedAdmission => Volatile.Read(ref _stopped);

    /// <summary>Set once, when tokens are cancelled: what starts from here on finds its own cancelled.</summary>
    public bool Cancels => Volatile.Read(ref _cancels);

    /// <summary>The host waits no longer: the drain, also one that is still to begin, cancels at once and gives no more than the last moment.</summary>
    public void Hurry() => _hurried.TrySetResult();

    public async Task<Done> RunTaskAsync()
    {
        await RunAsync(Budget()).ConfigureAwait(false);
        return Done.Instance;
    }

    /// <summary>Never longer than <paramref name="budget"/>, but for what naming the abandoned costs, and for the last moment where the host waits no longer.</summary>
    public async Task<IDrainReport> RunAsync(TimeSpan budget)
    {
        if (Interlocked.Exchange(ref _stopped, true))
            return await Completion.ConfigureAwait(false);

        var clock = _system.Clock;
        var began = clock.GetTimestamp();
        OutstandingAtStart = _system.Read().Outstanding;
        Log.DrainBegan(_system.Log, OutstandingAtStart, budget);
        var grace = GraceOf(budget);
        List<(Deferral Deferral, AbandonedDeferral Line)> cancelled = [];
        if (!await SettledWithinAsync(budget - grace, _hurried.Task).ConfigureAwait(false))
        {
            cancelled = Cancel();
            if (!await SettledWithinAsync(grace, _hurried.Task).ConfigureAwait(false) && _hurried.Task.IsCompleted)
                await SettledWithinAsync(TimeSpan.FromTicks(Math.Min(GraceOf(_system.Settings.DrainTimeout).Ticks, LastMoment.Ticks))).ConfigureAwait(false);
        }

        Abandoned = Name(cancelled, AbandonRest());
        Took = clock.GetElapsedTime(began);
        if (Abandoned.Count == 0)
            Log.DrainEnded(_system.Log, Took.Value);
        else
            Log.DrainAbandoned(_system.Log, Took.Value, Abandoned.Count, Abandoned);
        _system.Terminating();
        _completion.TrySetResult(this);
        return this;
    }

    private TimeSpan Budget()
    {
        var budget = _system.Settings.DrainTimeout;
        if (_hostTimeout == Timeout.InfiniteTimeSpan || Volatile.Read(ref _hostStopsAt) is not (var stops and > 0))
            return budget;
        var left = _hostTimeout - _system.Clock.GetElapsedTime(stops) - Reserve;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < budget ? left : budget;
    }

    private TimeSpan GraceOf(TimeSpan budget) => _system.Settings.DrainGrace < budget ? _system.Settings.DrainGrace : budget / 2;

    private async Task<bool> SettledWithinAsync(TimeSpan time, Task? orUntil = null)
    {
        var settled = _system.SettledAsync();
        if (settled.IsCompleted)
            return true;
        if (time <= TimeSpan.Zero)
            return false;
        try
        {
            await (orUntil is null ? settled : Task.WhenAny(settled, orUntil)).WaitAsync(time, _system.Clock).ConfigureAwait(false);
            return settled.IsCompleted;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Those that obey end as abandoned during the grace, and let go of what they were: so it is noted here, also of what is still to start.</summary>
    private List<(Deferral Deferral, AbandonedDeferral Line)> Cancel()
    {
        // Before the look at each: what is not seen to run sees this when it starts.
        Interlocked.Exchange(ref _cancels, true);
        var noted = new List<(Deferral, AbandonedDeferral)>();
        foreach (var deferral in Outstanding())
        {
            noted.Add((deferral, Describe(deferral)));
            if (deferral.IsRunning)
                deferral.CancelRunning(CancelCause.Drain);
        }

        return noted;
    }

    /// <summary>Those that ended as abandoned by themselves, because they obeyed, and the rest.</summary>
    private static AbandonedDeferral[] Name(List<(Deferral Deferral, AbandonedDeferral Line)> cancelled, List<AbandonedDeferral> rest)
    {
        // After the rest had its end: whoever obeys meanwhile is in one of the two.
        var inRest = rest.Select(static line => line.Id).ToHashSet();
        var obeyed = cancelled.Where(pair => pair.Deferral.Fate is Fate.Abandoned && !inRest.Contains(pair.Line.Id)).Select(static pair => pair.Line with { HadStarted = true });
        return [.. obeyed, .. rest];
    }

    private List<AbandonedDeferral> AbandonRest()
    {
        var abandoned = new List<AbandonedDeferral>();
        foreach (var deferral in Outstanding())
        {
            // What it is must be read before its end, which lets go of it.
            var line = Describe(deferral);
            if (deferral.TryAbandon("the drain's deadline passed", out var hadStarted))
                abandoned.Add(line with { HadStarted = hadStarted });
        }

        return abandoned;
    }

    private static AbandonedDeferral Describe(Deferral deferral) => new(deferral.Id, deferral.Kind, TraceOf(deferral), deferral.IsRunning);

    private IEnumerable<Deferral> Outstanding()
    {
        foreach (var gate in _system.Ledger.Snapshot())
        {
            for (var deferral = gate.Newest(); deferral is not null; deferral = deferral.Previous)
            {
                if (deferral.Fate is null)
                    yield return deferral;
            }
        }
    }

    private static string? TraceOf(Deferral deferral) =>
        deferral.Captured?.Activity?.TraceId.ToString() ?? deferral.Traffic!.Request?.TraceIdentifier;
}
