using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Requests;

/// <summary>Start, dispatch, fate, and the end of the actor system.</summary>
internal sealed partial class TrafficSystem
{
    private const string TheSystemEnded = "the actor system terminated";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorSystem? _actorSystem;
    private IActorRef? _supervisor;
    private int _partsToStart = 3;
    private int _strays;
    private bool _terminating;

    /// <summary>Whether <see cref="Start"/> has run.</summary>
    public bool IsStarted => Volatile.Read(ref _supervisor) is not null;

    public bool IsTerminating => Volatile.Read(ref _terminating);

    /// <summary>Whether the actor system has ended: nobody is left to run anything.</summary>
    public bool HasEnded => Volatile.Read(ref _actorSystem) is { WhenTerminated.IsCompleted: true };

    /// <summary>Kinds of same-thread deferrals that were warned about.</summary>
    public ConcurrentDictionary<string, bool> LeftTheirThread { get; } = new(StringComparer.Ordinal);

    public int Strays => Volatile.Read(ref _strays);

    /// <summary>The sender of what is dispatched to a pool. A local actor's ref, whose mail that no routee takes is a dead letter.</summary>
    public IActorRef LostMail { get; set; } = ActorRefs.Nobody;

    public ActorSystem ActorSystem => Volatile.Read(ref _actorSystem) ?? throw NotStarted();

    /// <summary>Starts <c>/user/crosstown</c> (supervisor, pools, lanes) and the drain task in CoordinatedShutdown. Once; returns when the pools can take work.</summary>
    /// <exception cref="ConfigurationException">A pool or a lane cannot start as it is configured, or the drain would not fit into the host's shutdown.</exception>
    public void Start(ActorSystem system)
    {
        if (Interlocked.CompareExchange(ref _actorSystem, system, null) is not null)
            throw new InvalidOperationException("Crosstown has started already; a host has one actor system for it.");
        RequireTimeToDrain();
        var supervisor = system.ActorOf(PoolProps.Supervisor(this), "crosstown");
        try
        {
            // Start-up only: the routers must be known before the first request.
            _started.Task.WaitAsync(StartPatience).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not ConfigurationException)
        {
            throw new ConfigurationException($"Crosstown's actors did not start: {e.Message}", e);
        }

        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "crosstown-drain", Drain.RunTaskAsync);
        system.WhenTerminated.ContinueWith(
            static (_, state) => ((TrafficSystem)state!).SweepAsync(), this, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Stuck.Start();
        Volatile.Write(ref _supervisor, supervisor);
        Actors.Log.SystemStarted(
            Log, typeof(ActorSystem).Assembly.GetName().Name, typeof(ActorSystem).Assembly.GetName().Version, string.Join(", ", Pools.Select(static pool => pool.Name)), Lanes.Count);
    }

    /// <summary>Told by each of the supervisor's children once it stands: pools, lanes, lost mail.</summary>
    public void PartStarted()
    {
        if (Interlocked.Decrement(ref _partsToStart) == 0)
            _started.TrySetResult();
    }

    /// <summary>Told instead by one that cannot start.</summary>
    public void Started(Exception failure) => _started.TrySetException(failure);

    /// <exception cref="InvalidOperationException">There is nobody yet to run what is deferred.</exception>
    public void ThrowIfNotStarted()
    {
        if (!IsStarted)
            throw NotStarted();
    }

    public void TellSupervisor(TrafficGate gate) => _supervisor!.Tell(gate, ActorRefs.NoSender);

    /// <summary>Hands a deferral to whoever runs it, in the caller's order.</summary>
    public void Dispatch(Deferral deferral)
    {
        if (Tap is { } tap && tap.Holds(deferral))
            return;
        DispatchNow(deferral);
    }

    public void DispatchNow(Deferral deferral)
    {
        if (deferral is TellToDeferral)
        {
            HandOver(deferral, null);
        }
        else if (deferral.Plan.SameThread)
        {
            var lane = Lanes[deferral.Traffic!.Lane];
            lane.Enter();
            lane.Worker.Tell(deferral, ActorRefs.NoSender);
        }
        else if (deferral.Plan.Pool.Redirected is { } redirected)
        {
            HandOver(deferral, redirected);
        }
        else
        {
            // With a sender: what a router without routees is told by nobody is lost, and no dead letter.
            deferral.Plan.Pool.Router.Tell(deferral, LostMail);
        }
    }

    /// <summary>Called once per deferral, by whoever gave it its fate.</summary>
    public void OnEnded(Deferral deferral, Fate fate)
    {
        if (fate == Fate.Failed)
            Report(deferral);
        Tap?.Ended(deferral, fate);
        SettleIfIdle();
    }

    public void StrayBegan(Deferral deferral, string kind)
    {
        Interlocked.Increment(ref _strays);
        Actors.Log.StrayBegan(Log, deferral.Id, kind, deferral.Plan.Place, deferral.Reason);
    }

    public void StrayEnded() => Interlocked.Decrement(ref _strays);

    /// <summary>The actor system is going: whatever stops from here on was abandoned.</summary>
    public void Terminating() => Volatile.Write(ref _terminating, true);

    /// <summary>Seals it and abandons what it admitted: nobody is left to run it.</summary>
    public static void Abandon(TrafficGate gate)
    {
        gate.Seal();
        for (var deferral = gate.Newest(); deferral is not null; deferral = deferral.Previous)
            deferral.TryAbandon(TheSystemEnded, out _);
    }

    private static void HandOver(Deferral deferral, IActorRef? redirected)
    {
        if (!deferral.TryStart())
            return;
        try
        {
            if (redirected is not null)
                redirected.Tell(deferral.Payload, ActorRefs.NoSender);
            else
                deferral.Start(null);
            deferral.TryEnd(Fate.Ran);
        }
        catch (Exception e)
        {
            deferral.TryEnd(Fate.Failed, exception: e);
        }

        // The end of the drain may have come between its start and its end.
        deferral.Leave();
    }

    /// <summary>A failure is logged once, published and kept in the receipt.</summary>
    private void Report(Deferral deferral)
    {
        var request = deferral.Traffic!.Request;
        // What runs on the caller's own thread throws at the caller.
        if (deferral.Ordinal > 0 || deferral.Traffic is not GenerationGate { IsNested: false })
            Actors.Log.DeferralFailed(Log, deferral.Id, deferral.Kind, deferral.Plan.Place, deferral.Reason, request?.TraceIdentifier, deferral.Exception);
        _actorSystem?.EventStream.Publish(new DeferralFailed(deferral.Id, deferral.Kind, deferral.Plan.Place, deferral.Reason, deferral.Exception, request));
    }

    /// <summary>After the actor system's end nobody is left to give a fate. A drain has come before it, unless the system was ended by other means.</summary>
    private async Task SweepAsync()
    {
        Terminating();
        await Drain.AbandonAsync(TheSystemEnded).ConfigureAwait(false);
        foreach (var gate in Ledger.Snapshot())
            Abandon(gate);
    }

    /// <exception cref="ConfigurationException">The drain would not fit into the host's shutdown.</exception>
    public void RequireTimeToDrain()
    {
        if (Drain.HostTimeout != Timeout.InfiniteTimeSpan && Settings.DrainTimeout >= Drain.HostTimeout)
        {
            throw new ConfigurationException(
                $"crosstown.drain-timeout is {Settings.DrainTimeout}; it must be below the host's shutdown timeout ({Drain.HostTimeout}), or the drain would be cut short. " +
                "Lower it in akka.hocon, or raise the other: builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = …); (of an IWebHost: UseShutdownTimeout(…)).");
        }
    }

    private static InvalidOperationException NotStarted() => new(
        "Work was deferred before Crosstown had started: its actors start with the host (AddCrosstown), or with the actor system (WithCrosstown). Defer once the host has started.");
}
