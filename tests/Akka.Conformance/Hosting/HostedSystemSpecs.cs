using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Conformance.HostingSpecs;

/// <summary>A host of its own for each spec.</summary>
internal static class Hosts
{
    public static async Task<IHost> StartAsync(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.ClearProviders());
        configure(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static Task<IHost> StartAsync(Action<AkkaConfigurationBuilder> configure) =>
        StartAsync(services => services.AddAkka("hosted", configure));

    public static ActorSystem System(this IHost host) => host.Services.GetRequiredService<ActorSystem>();
}

public class HostedSystemSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_system_its_registry_and_required_actors_are_services()
    {
        using var host = await Hosts.StartAsync(akka => akka.WithActors((system, registry) =>
            registry.Register<Echo>(system.ActorOf(Props.Create<Echo>(), "echo"))));
        var services = host.Services;

        Assert.Equal("hosted", host.System().Name);
        Assert.Same(services.GetRequiredService<ActorRegistry>(), services.GetRequiredService<IActorRegistry>());
        Assert.Same(services.GetRequiredService<ActorRegistry>(), services.GetRequiredService<IReadOnlyActorRegistry>());
        Assert.Same(ActorRegistry.For(host.System()), services.GetRequiredService<ActorRegistry>());
        var echo = services.GetRequiredService<IRequiredActor<Echo>>();
        Assert.Equal("echo", echo.ActorRef.Path.Name);
        Assert.Equal("a", await echo.ActorRef.Ask<string>("a", Patience));
        Assert.Equal(echo.ActorRef, await echo.GetAsync());
    }

    [Fact]
    public async Task A_required_actor_resolved_before_the_start_is_there_after_it()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka("hosted", akka => akka.WithActors((system, registry) =>
            registry.Register<Echo>(system.ActorOf(Props.Create<Echo>(), "echo"))));
        using var host = builder.Build();
        var echo = host.Services.GetRequiredService<IRequiredActor<Echo>>();
        var waiting = echo.GetAsync();
        Assert.True(echo.ActorRef.IsNobody());
        await host.StartAsync();

        Assert.Equal("echo", (await waiting.WaitAsync(Patience)).Path.Name);
        Assert.Equal("echo", echo.ActorRef.Path.Name);
        await host.StopAsync();
    }

    [Fact]
    public async Task Actors_and_start_up_tasks_run_in_the_order_added_one_after_another()
    {
        var order = new List<string>();
        using var host = await Hosts.StartAsync(akka => akka
            .WithActors((_, _) => order.Add("actors"))
            .AddStartup(async (_, _) =>
            {
                await Task.Yield();
                order.Add("async task");
            })
            .WithActors(async (_, _) =>
            {
                await Task.Yield();
                order.Add("async actors");
            })
            .StartActors((_, _, resolver) => order.Add($"resolver {resolver.GetService<IHostEnvironment>() is not null}"))
            .AddStartup((_, _) => order.Add("task"))
            .WithActors(async (_, _, resolver) =>
            {
                await Task.Yield();
                order.Add($"async resolver {resolver is not null}");
            }));

        Assert.Equal(["actors", "async task", "async actors", "resolver True", "task", "async resolver True"], order);
    }

    [Fact]
    public async Task The_host_has_not_started_before_its_actors_have()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var order = new List<string>();
        var starting = Hosts.StartAsync(akka => akka
            .WithActors(async (_, _) =>
            {
                entered.SetResult();
                await release.Task;
                order.Add("first");
            })
            .WithActors((_, _) => order.Add("second")));
        await entered.Task.WaitAsync(Patience);
        Assert.False(starting.IsCompleted);
        release.SetResult();
        using var host = await starting.WaitAsync(Patience);

        Assert.Equal(["first", "second"], order);
    }

    [Fact]
    public async Task The_builder_can_use_the_services()
    {
        using var host = await Hosts.StartAsync(services => services
            .AddSingleton(new Name("from-services"))
            .AddAkka("hosted", (akka, provider) =>
                akka.AddHocon($"my.name = {provider.GetRequiredService<Name>().Value}", HoconAddMode.Prepend)));

        Assert.Equal("from-services", host.System().Settings.Config.GetString("my.name"));
    }

    [Fact]
    public async Task Stopping_the_host_runs_the_coordinated_shutdown_and_stops_the_system()
    {
        var ran = false;
        using var host = await Hosts.StartAsync(akka => akka.AddStartup((system, _) =>
            CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "spec", () =>
            {
                ran = true;
                return Task.FromResult(Done.Instance);
            })));
        var system = host.System();
        await host.StopAsync();

        Assert.True(ran);
        await system.WhenTerminated.WaitAsync(Patience);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task A_system_that_ends_by_itself_stops_the_application()
    {
        using var host = await Hosts.StartAsync((AkkaConfigurationBuilder _) => { });
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await host.System().Terminate();

        await stopping.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_start_up_that_fails_stops_the_application()
    {
        using var host = await Hosts.StartAsync(akka => akka.AddStartup((_, _) => throw new InvalidOperationException("no start")));

        Assert.True(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_hosted_service_of_the_applications_own_takes_the_place_of_the_default()
    {
        using var host = await Hosts.StartAsync(services => services.AddAkka<OwnService>("hosted", (_, _) => { }));

        Assert.Equal(["Started"], host.Services.GetServices<IHostedService>().OfType<OwnService>().Single().Events);
        await host.StopAsync();
        Assert.Equal(["Started", "Stopped"], host.Services.GetServices<IHostedService>().OfType<OwnService>().Single().Events);
    }

    [Fact]
    public async Task The_exit_hooks_of_the_runtime_are_left_to_the_host()
    {
        using var host = await Hosts.StartAsync((AkkaConfigurationBuilder _) => { });

        Assert.False(host.System().Settings.Config.GetBoolean("akka.coordinated-shutdown.run-by-clr-shutdown-hook", true));
        Assert.False(host.System().Settings.Config.GetBoolean("akka.coordinated-shutdown.exit-clr", false));
    }

    private sealed record Name(string Value);

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class OwnService(
        AkkaConfigurationBuilder configuration, IServiceProvider provider, ILogger<AkkaHostedService> logger, IHostApplicationLifetime lifetime)
        : AkkaHostedService(configuration, provider, logger, lifetime)
    {
        public List<string> Events { get; } = [];

        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            await base.StartAsync(cancellationToken);
            Events.Add(ActorSystem is null ? "No system" : "Started");
        }

        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            await base.StopAsync(cancellationToken);
            Events.Add("Stopped");
        }
    }
}
