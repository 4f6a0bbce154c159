using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Runtime;

/// <summary>Starts Crosstown's actors in an actor system, and ends what is outstanding when that system ends. One per host.</summary>
internal sealed class CrosstownRuntime(
    CrosstownSettings settings, HandlerRegistry handlers, RuntimeProps props, RequestActors requests, PoolDirectory pools, Ledger ledger, ITrafficLedger readings, TrafficDrain drain, CrosstownMetrics metrics, StuckWatch stuck, FailureReporter failures, CrosstownLogger log)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private int _hasBegun;

    public CrosstownSettings Settings => settings;

    public TrafficDrain Drain => drain;

    /// <summary>Whether <see cref="Start"/> has returned.</summary>
    public bool IsStarted => requests.HasStarted;

    public ActorSystem ActorSystem => requests.ActorSystem;

    /// <summary>Whether nothing is admitted any more: the drain has begun, or the actor system has ended.</summary>
    public bool IsDraining => ledger.IsDraining;

    /// <summary>Whether the actor system has ended: nobody is left to run anything.</summary>
    public bool HasEnded => requests.HasStarted && requests.ActorSystem.WhenTerminated.IsCompleted;

    /// <summary>The pools and lanes in which something waits and nothing moves.</summary>
    public IReadOnlyList<StuckPool> FindStuck() => stuck.Look();

    /// <summary>Starts <c>/user/crosstown</c> (supervisors, pools, lanes) and the drain task in CoordinatedShutdown. Once; returns when the pools can take work.</summary>
    /// <exception cref="ConfigurationException">A pool or a lane cannot start as it is configured, or the drain would not fit into the host's shutdown.</exception>
    public void Start(ActorSystem system)
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) != 0)
            throw new InvalidOperationException("Crosstown has started already; a host has one actor system for it.");
        RequireTimeToDrain();
        // Akka's scheduler starts its thread at its first use, and that thread keeps the ExecutionContext of whoever used it first for the life of the process.
        using (ExecutionContext.SuppressFlow())
            system.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, static () => { });
        system.ActorOf(props.Supervisor(), "crosstown");
        try
        {
            // Start-up only: the routers must be known before the first request.
            props.StartUp.Completion.WaitAsync(LongestStart).GetAwaiter().GetResult();
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
        requests.Start(system, props.Request());
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

    /// <summary>After the actor system's end nobody is left to give a fate. A drain has come before it, unless the system was ended by other means.</summary>
    private Task<IDrainReport> AbandonRestAsync()
    {
        ledger.Close();
        return drain.AbandonAsync("the actor system terminated");
    }
}
