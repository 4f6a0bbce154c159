using System.Globalization;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Crosstown.Actors.Runtime;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Web.Hosting;

/// <summary>
/// Starts Crosstown before anything else of the host, so that what is wrong in its configuration keeps the server from listening, and stops it after everything
/// else: deferrals that are signalled while the server stops are still admitted and run.
/// <para>
/// A generic host makes all calls of <see cref="IHostedLifecycleService"/>. An <see cref="IWebHost"/> makes <see cref="StartAsync"/> and <see cref="StopAsync"/> alone, before
/// its server starts and after that has stopped.
/// </para>
/// </summary>
internal sealed partial class CrosstownHostedService(
    IServiceProvider services, CrosstownWiring wiring, ActorSystemChoice choice, OwnActorSystem own, IHostApplicationLifetime lifetime, ILogger<CrosstownHostedService> logger)
    : IHostedLifecycleService
{
    private const string LastPhaseTimeout = "akka.coordinated-shutdown.phases.actor-system-terminate.timeout";

    private bool _hasLifecycle;
    private bool _isStarting;
    private bool _isStopping;
    private bool _isOwn;
    private HostDisposal? _disposal;

    // Found at the start: a program whose host is stopped by somebody else, as WebApplicationFactory does it, may dispose of the container while these stop.
    private IServer? _server;

    /// <summary>Null where the start failed: then there is nothing to drain.</summary>
    private TrafficDrain? _drain;
    private ITrafficLedger? _ledger;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _hasLifecycle = true;
        Start();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Start();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => services.GetRequiredService<CrosstownRuntime>().IsStarted
        ? Task.CompletedTask
        : throw new InvalidOperationException("The actor system of this application did not start Crosstown's actors; the log says why.");

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Stopping(cancellationToken);
        if (_isOwn || _server is not { } server)
            return;
        // An actor system of the application's own is stopped by its own hosted service, which may come before the server's or run beside it.
        // Its drain would then stop admission under requests that are still being served; a server may be stopped twice.
        // Long responses end by ApplicationStopping, which a host that is stopped by a call would give only after this.
        lifetime.StopApplication();
        await server.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_hasLifecycle)
            return Task.CompletedTask;
        Stopping(cancellationToken);
        return EndAsync(cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => EndAsync(cancellationToken);

    /// <summary>An actor system of the application's own is ended by its own hosted service.</summary>
    private Task EndAsync(CancellationToken cancellationToken) => own.StopAsync(_drain, _ledger, cancellationToken);

    /// <summary>Whoever stops the host may have less patience than it is configured with.</summary>
    private void Stopping(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _isStopping, true);
        cancellationToken.UnsafeRegister(static drain => ((TrafficDrain?)drain)?.Hurry(), _drain);
    }

    private void Start()
    {
        if (_isStarting)
            return;
        _isStarting = true;
        var actorSystem = CreateActorSystem();
        _isOwn = choice.IsOwn;
        if (!_isOwn)
            RequireWithCrosstown(actorSystem);

        var system = services.GetRequiredService<CrosstownRuntime>();
        // After the actor system, so that the container disposes of this first.
        _disposal = services.GetRequiredService<HostDisposal>();
        _drain = system.Drain;
        _ledger = services.GetRequiredService<ITrafficLedger>();
        _server = services.GetService<IServer>();
        if (!_hasLifecycle && services.GetService<IConfiguration>()?[WebHostDefaults.ShutdownTimeoutKey] is { } seconds)
            _drain.HostTimeout = TimeSpan.FromSeconds(int.Parse(seconds, NumberStyles.None, CultureInfo.InvariantCulture));
        system.RequireTimeToDrain();
        if (!_isOwn)
        {
            Log.HoconOfApplication(logger, actorSystem.Name);
            ReserveTimeToEnd(actorSystem.Settings.Config, system);
        }

        Watch(actorSystem);
        if (_isOwn)
            system.Start(actorSystem);
    }

    private void RequireWithCrosstown(ActorSystem system)
    {
        if (!wiring.IsInActorSystem)
        {
            throw new InvalidOperationException(
                $"The application has an actor system of its own, {system.Name}, without Crosstown's actors. " +
                $"Add .WithCrosstown(sp): builder.Services.AddAkka(\"{system.Name}\", (akka, sp) => akka.WithCrosstown(sp));");
        }

        ShutdownHook.RefuseIfOn(system);
    }

    /// <summary>The end of the application's actor system waits, for code that does not stop, as long as its last phase may take, and nobody can cut that short.</summary>
    private static void ReserveTimeToEnd(Config config, CrosstownRuntime system)
    {
        var lastPhase = config.GetTimeSpan(LastPhaseTimeout);
        var drain = system.Drain;
        if (drain.HostTimeout == Timeout.InfiniteTimeSpan)
            return;
        if (system.Settings.DrainTimeout + lastPhase >= drain.HostTimeout)
        {
            throw new ConfigurationException(
                $"crosstown.drain-timeout ({system.Settings.DrainTimeout}) and {LastPhaseTimeout} ({lastPhase}), which comes after it, must together be below the host's shutdown timeout " +
                $"({drain.HostTimeout}), or code that does not end would keep the host longer than that. Lower one of them in the actor system's HOCON, or raise the host's.");
        }

        drain.Reserve += lastPhase;
    }

    /// <summary>Without its actor system the application can run nothing that it defers. The host's stop comes by Akka.Hosting's service where the system is the application's.</summary>
    private void Watch(ActorSystem system) => system.WhenTerminated.ContinueWith(
        _ =>
        {
            // The stop of an IWebHost ends the application's actor system before it comes here. That the application is stopping says nothing: so says Akka.Hosting at this end, too.
            var isHosts = CoordinatedShutdown.Get(system).ShutdownReason is CoordinatedShutdown.ClrExitReason && lifetime.ApplicationStopping.IsCancellationRequested;
            if (isHosts || Volatile.Read(ref _isStopping) || _disposal!.HasBegun)
                return;
            Log.ActorSystemEnded(logger, system.Name);
            if (_isOwn)
                lifetime.StopApplication();
        },
        CancellationToken.None,
        TaskContinuationOptions.None,
        TaskScheduler.Default);

    private static partial class Log
    {
        [LoggerMessage(EventIds.ActorSystemEnded, LogLevel.Critical, "The actor system {ActorSystem} ended while the host served: what is deferred is answered with 503, and the host stops.")]
        public static partial void ActorSystemEnded(ILogger logger, string actorSystem);

        [LoggerMessage(EventIds.HoconOfApplication, LogLevel.Information, "Crosstown's settings are those of the application's actor system {ActorSystem}; Crosstown itself reads no akka.hocon.")]
        public static partial void HoconOfApplication(ILogger logger, string actorSystem);
    }

    /// <summary>Akka.NET says of a deployment that it cannot read no more than that a constructor has thrown: its cause, with what Crosstown says of it, is told instead.</summary>
    private ActorSystem CreateActorSystem()
    {
        try
        {
            // Resolving it runs AddAkka's callback, wherever that stands among the registrations.
            return choice.System;
        }
        catch (TargetInvocationException e) when (e.InnerException is { } cause)
        {
            if (wiring.Builder is AkkaConfigurationBuilder { Configuration: { HasValue: true, Value: var config } })
                CrosstownSettings.Create(config);
            throw new ConfigurationException($"The actor system of this application cannot be made: {cause.Message}", e);
        }
    }
}
