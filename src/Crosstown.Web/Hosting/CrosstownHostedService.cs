using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Shutdown;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Web.Hosting;

/// <summary>
/// Starts Crosstown before anything else of the host, so that what is wrong in its configuration keeps the server from listening, and stops it after everything
/// else: deferrals that are signalled while the server stops are still admitted and run.
/// </summary>
internal sealed class CrosstownHostedService(
    IServiceProvider services, CrosstownWiring wiring, ActorSystemChoice choice, IHostApplicationLifetime lifetime)
    : IHostedLifecycleService
{
    private bool _isStarting;

    /// <summary>Null where the start failed: then there is nothing to drain.</summary>
    private TrafficDrain? _drain;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Start();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A host without the lifecycle's other calls makes this one.
        Start();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => services.GetRequiredService<TrafficSystem>().IsStarted
        ? Task.CompletedTask
        : throw new InvalidOperationException("The actor system of this application did not start Crosstown's actors; the log says why.");

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Whoever stops the host may have less patience than it is configured with.
        cancellationToken.UnsafeRegister(static drain => ((TrafficDrain?)drain)?.Hurry(), _drain);
        if (choice.IsOwn || services.GetService<IServer>() is not { } server)
            return;
        // An actor system of the application's own is stopped by its own hosted service, which may come before the server's or run beside it.
        // Its drain would then stop admission under requests that are still being served; a server may be stopped twice.
        // Long responses end by ApplicationStopping, which a host that is stopped by a call would give only after this.
        lifetime.StopApplication();
        await server.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) =>
        choice.IsOwn ? services.GetRequiredService<OwnActorSystem>().StopAsync(cancellationToken) : Task.CompletedTask;

    private void Start()
    {
        if (_isStarting)
            return;
        _isStarting = true;
        if (!choice.IsOwn)
            RequireWithCrosstown();

        var system = services.GetRequiredService<TrafficSystem>();
        _drain = system.Drain;
        system.RequireTimeToDrain();
        if (choice.IsOwn)
            system.Start(services.GetRequiredService<OwnActorSystem>().Create());
    }

    private void RequireWithCrosstown()
    {
        // Resolving it runs AddAkka's callback, wherever that stands among the registrations.
        var system = services.GetRequiredService<ActorSystem>();
        if (!wiring.IsInActorSystem)
        {
            throw new InvalidOperationException(
                $"The application has an actor system of its own, {system.Name}, without Crosstown's actors. " +
                $"Add .WithCrosstown(sp): builder.Services.AddAkka(\"{system.Name}\", (akka, sp) => akka.WithCrosstown(sp));");
        }

        // They are beneath all else, unless what came after them has replaced all else.
        if (!system.Settings.Config.HasPath("crosstown.dispatchers.pool.type"))
        {
            throw new ConfigurationException(
                $"The configuration of the actor system {system.Name} is without Crosstown's defaults: AddHocon(…, HoconAddMode.Replace) after WithCrosstown(sp) has thrown them away. " +
                "Call WithCrosstown(sp) after it, or add with HoconAddMode.Prepend.");
        }
    }
}
