using Akka;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Failures;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crosstown.Actors.Runtime;

/// <summary>
/// The drain, a task in CoordinatedShutdown's phase service-requests-done: stops admission, lets released work run, cancels its tokens, waits for the grace, then abandons and names
/// the rest. The host stops its server before the actor system, so deferrals made while the server stops are still admitted.
/// </summary>
internal sealed class TrafficDrain : IDrainReport
{
    /// <summary>How long cancelled work may take to end once the host no longer waits; <c>crosstown.drain-grace</c> if that is shorter.</summary>
    private static readonly TimeSpan LongestFinalGrace = TimeSpan.FromMilliseconds(500);

    private readonly CrosstownSettings _settings;
    private readonly Ledger _ledger;
    private readonly DrainingGates _gates;
    private readonly FailureQueue _failures;
    private readonly CrosstownLogger _log;
    private readonly TaskCompletionSource<IDrainReport> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _begun;
    private long _hostStopsAt;
    private long _beganAt;

    public TrafficDrain(CrosstownSettings settings, Ledger ledger, PoolDirectory pools, FailureQueue failures, CrosstownLogger log, IServiceProvider services)
    {
        (_settings, _ledger, _gates, _failures, _log) = (settings, ledger, new DrainingGates(pools.Gates), failures, log);
        if (services.GetService(typeof(IHostApplicationLifetime)) is IHostApplicationLifetime lifetime
            && services.GetService(typeof(IOptions<HostOptions>)) is IOptions<HostOptions> options)
        {
            HostTimeout = options.Value.ShutdownTimeout;
            lifetime.ApplicationStopping.Register(() => Volatile.Write(ref _hostStopsAt, Clock.GetTimestamp()));
        }
    }

    public Task<IDrainReport> Completion => _completion.Task;

    public TimeSpan? Elapsed { get; private set; }

    /// <summary>How long it has run, or took; zero before it. Thread-safe.</summary>
    public TimeSpan RunsFor => Elapsed ?? (Interlocked.Read(ref _beganAt) is > 0 and var began ? Clock.GetElapsedTime(began) : TimeSpan.Zero);

    public long OutstandingAtStart { get; private set; }

    public IReadOnlyList<AbandonedDeferral> Abandoned { get; private set; } = [];

    public IReadOnlyList<TrafficFailure> UnhandledFailures { get; private set; } = [];

    /// <summary>Real time, not the application's clock, because a shutdown waits in real time. A test sets its own before the start.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How long the host's shutdown may take. Set before the start if the host does not use <see cref="HostOptions"/>.</summary>
    public TimeSpan HostTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>The part of <see cref="HostTimeout"/> kept for the steps after the drain. Set before the start if they may take longer than the default of 500 ms.</summary>
    public TimeSpan Reserve { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Completes once no request is being served. For a server whose stop does not wait for its requests; null for one that does.</summary>
    public Func<Task>? RequestsServed { get; set; }

    /// <summary>Called when the host no longer waits. The drain, running or still to begin, cancels tokens at once and waits no longer than the final grace.</summary>
    public void Hurry() => _hurried.TrySetResult();

    public async Task<Done> RunTaskAsync()
    {
        await RunAsync(Budget()).ConfigureAwait(false);
        return Done.Instance;
    }

    /// <summary>
    /// Drains. Takes no longer than <paramref name="budget"/>, apart from naming the abandoned deferrals and, after <see cref="Hurry"/>, from the final grace. With failure handlers,
    /// deferrals are abandoned before the end of the budget: its last part is for handing them over.
    /// </summary>
    public async Task<IDrainReport> RunAsync(TimeSpan budget)
    {
        if (Interlocked.Exchange(ref _begun, true))
            return await Completion.ConfigureAwait(false);

        var began = Clock.GetTimestamp();
        Interlocked.Exchange(ref _beganAt, began);
        var forecast = await _gates.ForecastAsync().ConfigureAwait(false);
        Log.DrainBegan(_log, _ledger.Read().Outstanding, budget, forecast.Waiting, forecast.Needs);
        var grace = GraceOf(budget);
        var runs = budget - grace;
        var handOver = HandOverOf(grace);
        if (RequestsServed is { } served)
        {
            await CompletesWithinAsync(served(), runs, _hurried.Task).ConfigureAwait(false);
            runs -= Clock.GetElapsedTime(began);
        }

        OutstandingAtStart = _ledger.StopAdmission();
        var outstanding = _ledger.Outstanding();
        _gates.BeginDrain(runs);
        if (!await SettledWithinAsync(runs, _hurried.Task).ConfigureAwait(false))
        {
            Cancel(outstanding);
            if (!await SettledWithinAsync(grace - handOver, _hurried.Task).ConfigureAwait(false) && _hurried.Task.IsCompleted)
                await SettledWithinAsync(FinalGrace()).ConfigureAwait(false);
        }

        AbandonRest(outstanding, "the drain's deadline passed");
        await HandOverAsync(_hurried.Task.IsCompleted ? FinalGrace() : handOver).ConfigureAwait(false);
        return End(began, outstanding);
    }

    /// <summary>Ends all deferrals without a drain: pending ones are abandoned, running ones are cancelled and have the final grace to end. A drain that has begun is hurried instead.</summary>
    public async Task<IDrainReport> AbandonAsync(string reason)
    {
        Hurry();
        if (Interlocked.Exchange(ref _begun, true))
            return await Completion.ConfigureAwait(false);

        var began = Clock.GetTimestamp();
        Interlocked.Exchange(ref _beganAt, began);
        OutstandingAtStart = _ledger.StopAdmission();
        var outstanding = _ledger.Outstanding();
        // Before the first is abandoned: that may be the last for which another one waits.
        _ledger.CancelWork();
        // Those that have not started first: when a cancelled one obeys, its sequence would start the next.
        AbandonRest(outstanding.Where(static deferral => deferral.IsPending), reason);
        Cancel(outstanding);
        await SettledWithinAsync(FinalGrace()).ConfigureAwait(false);
        AbandonRest(outstanding, reason);
        await HandOverAsync(FinalGrace()).ConfigureAwait(false);
        return End(began, outstanding);
    }

    /// <param name="began">When the drain began.</param>
    /// <param name="outstanding">The deferrals without a fate when admission stopped, in the order admitted: nothing was admitted after that, so all abandoned ones are among them.</param>
    private TrafficDrain End(long began, List<Deferral> outstanding)
    {
        Abandoned = [.. outstanding.Where(static deferral => deferral.Fate is Fate.Abandoned).Select(Describe)];
        Elapsed = Clock.GetElapsedTime(began);
        if (Abandoned.Count == 0)
            Log.DrainEnded(_log, Elapsed.Value);
        else
            Log.DrainAbandoned(_log, Elapsed.Value, Abandoned.Count, AbandonedSummary.ByKindAndEndpoint(Abandoned), AbandonedSummary.First(Abandoned, nameof(Abandoned)));
        if (UnhandledFailures.Count > 0)
            Log.FailuresNotHandled(_log, UnhandledFailures.Count, AbandonedSummary.First(UnhandledFailures, nameof(UnhandledFailures)));
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

    private TimeSpan FinalGrace() => TimeSpan.FromTicks(Math.Min(GraceOf(_settings.DrainTimeout).Ticks, LongestFinalGrace.Ticks));

    /// <summary>The part of the grace in which what was abandoned is handed to the failure handlers.</summary>
    private TimeSpan HandOverOf(TimeSpan grace) => !_failures.HasHandlers ? TimeSpan.Zero : FinalGrace() is var final && final < grace / 2 ? final : grace / 2;

    private TimeSpan GraceOf(TimeSpan budget) => _settings.DrainGrace < budget ? _settings.DrainGrace : budget / 2;

    /// <summary>Waits until the failure handlers have taken everything, and then calls them no more.</summary>
    private async Task HandOverAsync(TimeSpan time)
    {
        await CompletesWithinAsync(_ledger.FailuresHandledAsync(), time, null).ConfigureAwait(false);
        UnhandledFailures = _failures.Stop();
    }

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

    private void Cancel(List<Deferral> outstanding)
    {
        // Before the loop: a deferral that starts after the loop has passed it finds its token cancelled.
        _ledger.CancelWork();
        foreach (var deferral in outstanding)
        {
            if (deferral.IsRunning)
                deferral.CancelRunning(CancelCause.Drain);
        }
    }

    private static void AbandonRest(IEnumerable<Deferral> outstanding, string reason)
    {
        foreach (var deferral in outstanding)
            deferral.TryAbandon(reason);
    }

    private static AbandonedDeferral Describe(Deferral deferral) => new(deferral.Id, deferral.Kind, deferral.Endpoint, TraceOf(deferral), deferral.HadStarted);

    private static string? TraceOf(Deferral deferral) =>
        deferral.Caller is { } caller && caller.Trace != default ? caller.Trace.TraceId.ToString() : deferral.Account.Request?.TraceId ?? deferral.Account.Request?.TraceIdentifier;
}
