using Akka.Actor;
using Crosstown.Actors.Runtime;
using Crosstown.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Crosstown.TestKit.Hosting;

/// <summary>Starts Crosstown's actors in an actor system of the test's, and drains and stops them when the host stops. The actor system goes on.</summary>
internal sealed class AdoptedActorSystem(CrosstownRuntime runtime, ActorSystem system) : IHostedLifecycleService
{
    /// <summary>How long Crosstown's actors may take to stop once nothing is outstanding.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    public static void Register(IServiceCollection services, ActorSystem system, string? hocon)
    {
        if (hocon is not null)
            throw new InvalidOperationException("CrosstownTestOptions.Hocon has no effect on an actor system that is made already. Give the HOCON to CrosstownTestConfig.Create, with which that is made.");
        if (services.Any(static service => service.ServiceType == typeof(ActorSystem) && !ReferenceEquals(service.ImplementationFactory, ActorSystemChoice.FromContainer)))
        {
            throw new InvalidOperationException(
                "The application has an actor system of its own, so its host can't adopt the test's. Leave CrosstownTestOptions.ActorSystem out, and make probes with CreateTestProbe().");
        }

        services.AddSingleton(system);
        services.Replace(ServiceDescriptor.Singleton(new CrosstownWiring { Builder = system }));
        services.AddHostedService<AdoptedActorSystem>();
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        runtime.Start(system);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await runtime.Drain.RunTaskAsync();
        // A test may have ended its actor system before the host.
        if (system.WhenTerminated.IsCompleted)
            return;
        var supervisor = await system.ActorSelection("/user/crosstown").ResolveOne(LongestStop, cancellationToken);
        await supervisor.GracefulStop(LongestStop);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
