using Akka;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crosstown.Actors.Runtime;

/// <summary>
/// A task in CoordinatedShutdown's service-requests-done: stops admission, runs what was admitted until the deadline, cancels, gives grace, abandons and names what is left.
/// The host stops its server before the actor system, so that what was deferred while the server stopped is still admitted.
/// </summary>
internal sealed class TrafficDrain : IDrainReport
{
    /// <summary>What cancelled work has to end when the host waits no longer, where its grace is no shorter.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(500);

    private readonly CrosstownSettings _settings;
    private readonly Ledger _ledger;
    private readonly CrosstownLogger _log;
    private readonly TaskCompletionSource<IDrainReport> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _begun;
    private long _hostStopsAt;

    public TrafficDrain(CrosstownSettings settings, Ledger ledger, CrosstownLogger log, IServiceProvider services)
    {
        (_settings, _ledger, _log) = (settings, ledger, log);
        if (services.GetService(typeof(IHostApplicationLifetime)) is IHostApplicationLifetime lifetime
            && services.GetService(typeof(IOptions<HostOptions>)) is IOptions<HostOptions> options)
        {
            HostTimeout = options.Value.ShutdownTimeout;
            lifetime.ApplicationStopping.Register(() => Volatile.Write(ref _hostStopsAt, Clock.GetTimestamp()));
        }
    }

    public Task<IDrainReport> Completion => _completion.Task;

    public TimeSpan? Elapsed { get; private set; }

    public long OutstandingAtStart { get; private set; }

    public IReadOnlyList<AbandonedDeferral> Abandoned { get; private set; } = [];

    /// <summary>The system's, whatever the application's is: a shutdown waits in real time. A test's is set before the start.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How long the host's shutdown may take; set before the start where the host says it by other means than <see cref="HostOptions"/>.</summary>
    public TimeSpan HostTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>What is left of the host's shutdown for everything that comes after the drain; set before the start where that may take longer.</summary>
    public TimeSpan Reserve { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Completes once no request is being served: for a server whose stop does not wait for them. Null for one that does.</summary>
    public Func<Task>? RequestsServed { get; set; }

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
        if (Interlocked.Exchange(ref _begun, true))
            return await Completion.ConfigureAwait(false);

        var began = Clock.GetTimestamp();
        Log.DrainBegan(_log, _ledger.Read().Outstanding, budget);
        var grace = GraceOf(budget);
        var runs = budget - grace;
        if (RequestsServed is { } served)
        {
            await CompletesWithinAsync(served(), runs, _hurried.Task).ConfigureAwait(false);
            runs -= Clock.GetElapsedTime(began);
        }

        OutstandingAtStart = _ledger.StopAdmission();
        List<(Deferral Deferral, AbandonedDeferral Line)> cancelled = [];
        if (!await SettledWithinAsync(runs, _hurried.Task).ConfigureAwait(false))
        {
            cancelled = Cancel();
            if (!await SettledWithinAsync(grace, _hurried.Task).ConfigureAwait(false) && _hurried.Task.IsCompleted)
                await SettledWithinAsync(ALastMoment()).ConfigureAwait(false);
        }

        return End(began, Name(cancelled, AbandonRest("the drain's deadline passed")));
    }

    /// <summary>The end without a drain: what has not started is abandoned, what runs is cancelled and has the last moment to end. A drain that has begun is hurried.</summary>
    public async Task<IDrainReport> AbandonAsync(string reason)
    {
        Hurry();
        if (Interlocked.Exchange(ref _begun, true))
            return await Completion.ConfigureAwait(false);

        var began = Clock.GetTimestamp();
        OutstandingAtStart = _ledger.StopAdmission();
        // Those that have not started first: when a cancelled one obeys, its sequence would start the next.
        var abandoned = AbandonRest(reason, static deferral => deferral.IsPending);
        var cancelled = Cancel();
        await SettledWithinAsync(ALastMoment()).ConfigureAwait(false);
        abandoned.AddRange(AbandonRest(reason));
        return End(began, Name(cancelled, abandoned));
    }

    private TrafficDrain End(long began, AbandonedDeferral[] abandoned)
    {
        Abandoned = abandoned;
        Elapsed = Clock.GetElapsedTime(began);
        if (abandoned.Length == 0)
            Log.DrainEnded(_log, Elapsed.Value);
        else
            Log.DrainAbandoned(_log, Elapsed.Value, abandoned.Length, Abandoned);
        _ledger.Close();
        _completion.TrySetResult(this);
        return this;
    }

    private TimeSpan Budget()
    {
        var budget = _settings.DrainTimeout;
        if (HostTimeout == Timeout.InfiniteTimeSpan || Volatile.Read(ref _hostStopsAt) is not (var stops and > 0))
            return budget;
        var left = HostTimeout - Clock.GetElapsedTime(stops) - Reserve;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < budget ? left : budget;
    }

    private TimeSpan ALastMoment() => TimeSpan.FromTicks(Math.Min(GraceOf(_settings.DrainTimeout).Ticks, LastMoment.Ticks));

    private TimeSpan GraceOf(TimeSpan budget) => _settings.DrainGrace < budget ? _settings.DrainGrace : budget / 2;

    private Task<bool> SettledWithinAsync(TimeSpan time, Task? orUntil = null) => CompletesWithinAsync(_ledger.SettledAsync(), time, orUntil);

    private async Task<bool> CompletesWithinAsync(Task task, TimeSpan time, Task? orUntil)
    {
        if (task.IsCompleted)
            return true;
        if (time <= TimeSpan.Zero)
            return false;
        try
        {
            await (orUntil is null ? task : Task.WhenAny(task, orUntil)).WaitAsync(time, Clock).ConfigureAwait(false);
            return task.IsCompleted;
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
        _ledger.CancelWork();
        var noted = new List<(Deferral, AbandonedDeferral)>();
        foreach (var deferral in _ledger.Outstanding())
        {
            noted.Add((deferral, Describe(deferral)));
            if (deferral.IsRunning)
                deferral.CancelRunning(CancelCause.Drain);
        }

        return noted;
    }

    /// <summary>Those that ended as abandoned by themselves, because they obeyed, and the rest, in the order admitted.</summary>
    private static AbandonedDeferral[] Name(List<(Deferral Deferral, AbandonedDeferral Line)> cancelled, List<AbandonedDeferral> rest)
    {
        // After the rest had its end: whoever obeys meanwhile is in one of the two.
        var inRest = rest.Select(static line => line.Id).ToHashSet();
        var obeyed = cancelled.Where(pair => pair.Deferral.Fate is Fate.Abandoned && !inRest.Contains(pair.Line.Id)).Select(static pair => pair.Line with { HadStarted = true });
        return [.. obeyed.Concat(rest).OrderBy(static line => line.Id.Traffic).ThenBy(static line => line.Id.Ordinal)];
    }

    private List<AbandonedDeferral> AbandonRest(string reason, Func<Deferral, bool>? which = null)
    {
        var abandoned = new List<AbandonedDeferral>();
        foreach (var deferral in _ledger.Outstanding())
        {
            if (which?.Invoke(deferral) is false)
                continue;
            // What it is must be read before its end, which lets go of it.
            var line = Describe(deferral);
            if (deferral.TryAbandon(reason, out var hadStarted))
                abandoned.Add(line with { HadStarted = hadStarted });
        }

        return abandoned;
    }

    private static AbandonedDeferral Describe(Deferral deferral) => new(deferral.Id, deferral.Kind, TraceOf(deferral), deferral.IsRunning);

    private static string? TraceOf(Deferral deferral) =>
        deferral.Caller?.Activity?.TraceId.ToString() ?? deferral.Request?.TraceIdentifier;
}
