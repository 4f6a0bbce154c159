using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Gates;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;
using Crosstown.Actors.Traffic;

namespace Crosstown.Actors.Runtime;

/// <summary>Starts Crosstown's actors in an actor system, and abandons outstanding deferrals when that system terminates. One per host.</summary>
internal sealed class CrosstownRuntime(
    CrosstownSettings settings, PlanFactory plans, TrafficOutsideRequest outsideRequest, HandlerRegistry handlers, RuntimeProps props, RequestActors requests, PoolDirectory pools, Ledger ledger, ITrafficLedger readings, TrafficDrain drain, CrosstownMetrics metrics, StuckWatch stuck, FateReporter failures, CrosstownLogger log)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private int _hasBegun;

    public CrosstownSettings Settings => settings;

    public TrafficDrain Drain => drain;

    /// <summary>Whether <see cref="Start"/> has returned.</summary>
    public bool IsStarted => requests.HasStarted;

    public ActorSystem ActorSystem => requests.ActorSystem;

    /// <summary>Whether no deferral is admitted any more, because the drain has begun or the actor system has ended.</summary>
    public bool IsDraining => ledger.IsDraining;

    /// <summary>Whether the actor system has ended, so that nothing can run any more.</summary>
    public bool HasEnded => requests.HasStarted && requests.ActorSystem.WhenTerminated.IsCompleted;

    /// <summary>For how long traffic has been waiting for a callback that the application has registered by <c>Response.OnCompleted</c>; zero without such.</summary>
    public TimeSpan LongestHeldUp => ledger.LongestHeldUp();

    /// <summary>The gates of pools whose circuit is open or half open.</summary>
    public IReadOnlyList<Gate> FindOpenCircuits() => [.. pools.Gates.Where(static gate => gate.CircuitState != CircuitState.Closed)];

    /// <inheritdoc cref="PoolDirectory.OldestWaits"/>
    public IReadOnlyList<(string Name, TimeSpan Wait)> OldestWaits() => pools.OldestWaits();

    /// <summary>The pools and lanes that are stuck.</summary>
    public IReadOnlyList<StuckPool> FindStuck() => stuck.Check();

    /// <summary>Starts <c>/user/crosstown</c> (supervisors, pools, lanes) and adds the drain to CoordinatedShutdown. May be called once; returns when the pools can take work, within 30 s.</summary>
    /// <exception cref="ConfigurationException">A pool or a lane cannot start as it is configured, or the drain would not fit into the host's shutdown.</exception>
    public void Start(ActorSystem system)
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) != 0)
            throw new InvalidOperationException("Crosstown has started already; a host has one actor system for it.");
        RequireTimeToDrain();
        plans.RequireValid(handlers.All);
        // Akka's scheduler starts its thread at its first use, and the thread keeps the ExecutionContext of the first caller for as long as it lives.
        using (ExecutionContext.SuppressFlow())
            system.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, static () => { });
        system.ActorOf(props.Supervisor(), "crosstown");
        try
        {
            // Start-up only: the routers must be known before the first request.
            props.Startup.Completion.WaitAsync(LongestStart).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not ConfigurationException)
        {
            throw new ConfigurationException($"Crosstown's actors did not start: {e.Message}", e);
        }

        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "crosstown-drain", drain.RunTaskAsync);
        system.WhenTerminated.ContinueWith(_ => AbandonRestAsync(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        failures.PublishTo(system.EventStream);
        stuck.Start();
        LedgerMetrics.Register(metrics.Meter, readings);
        GateMetrics.Register(metrics.Meter, [.. pools.Gates]);
        PoolMetrics.Register(metrics.Meter, pools);
        metrics.Meter.CreateObservableGauge("crosstown.drain.elapsed", () => drain.RunsFor.TotalSeconds, "s", "How long the drain has run, or took; 0 before it.");
        requests.Start(system, props.Request());
        TrafficHosts.Process.Add(outsideRequest);
        // Also if the system has ended meanwhile: the host is not found any more.
        system.WhenTerminated.ContinueWith(_ => TrafficHosts.Process.Remove(outsideRequest), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (var (message, contenders) in handlers.Contested)
            Log.SeveralHandlers(log, message, string.Join(", ", contenders.AsEnumerable()), contenders[^1]);
        Log.SystemStarted(log, typeof(ActorSystem).Assembly.GetName().Version, string.Join(", ", pools.All.Select(static pool => pool.Name)), pools.Lanes.Count, handlers.All.Count);
    }

    /// <exception cref="ConfigurationException">The drain would not fit into the host's shutdown.</exception>
    public void RequireTimeToDrain()
    {
        if (drain.HostTimeout != Timeout.InfiniteTimeSpan && settings.DrainTimeout >= drain.HostTimeout)
        {
            throw new ConfigurationException(
                $"crosstown.drain-timeout is {settings.DrainTimeout}; it must be below the host's shutdown timeout ({drain.HostTimeout}), or the drain would be cut short. " +
                "Lower it in akka.hocon, or raise the other: builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = …); (of an IWebHost: UseShutdownTimeout(…)).");
        }
    }

    /// <summary>Gives a fate to deferrals that are still outstanding when the actor system has terminated. There are some only if it terminated without a drain.</summary>
    private Task<IDrainReport> AbandonRestAsync()
    {
        ledger.Close();
        return drain.AbandonAsync("the actor system terminated");
    }
}
