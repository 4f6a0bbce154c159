using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.9: what the start and the stop rely on in ASP.NET's hosts and in Akka.Hosting, without Crosstown.</summary>
public class HostFacts
{
    [Fact]
    public async Task A_generic_host_calls_Stopping_before_any_service_stops_and_Stopped_after_all_have()
    {
        var journal = new Journal();
        using var host = Host.CreateDefaultBuilder()
            .ConfigureWebHost(web => web.UseServer(new JournalServer(journal)).Configure(_ => { }))
            .ConfigureServices(services => services.AddSingleton<IHostedService>(new JournalService("first", journal)).AddSingleton<IHostedService>(new JournalService("second", journal)))
            .Build();

        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(
            [
                "first starting", "second starting", "server start", "first start", "second start", "first started", "second started",
                "second stopping", "first stopping", "second stop", "first stop", "server stop", "second stopped", "first stopped",
            ],
            journal.Entries);
    }

    [Fact]
    public async Task An_IWebHost_makes_no_call_of_a_lifecycle_service_and_stops_its_server_before_its_services_in_the_order_registered()
    {
        var journal = new Journal();
        using var host = new WebHostBuilder().UseServer(new JournalServer(journal)).Configure(_ => { })
            .ConfigureServices(services => services.AddSingleton<IHostedService>(new JournalService("first", journal)).AddSingleton<IHostedService>(new JournalService("second", journal)))
            .Build();

        await host.StartAsync();
        host.Dispose();

        Assert.Equal(["first start", "second start", "server start", "server stop", "first stop", "second stop"], journal.Entries);
    }

    [Fact]
    public async Task The_stop_of_a_TestServer_does_not_wait_for_requests()
    {
        var begun = new Seen<bool>();
        var goOn = new Seen<bool>();
        using var host = Host.CreateDefaultBuilder()
            .ConfigureWebHost(web => web.UseTestServer().Configure(app => app.Run(async _ =>
            {
                begun.Set(true);
                await goOn.Async();
            })))
            .Build();
        await host.StartAsync();
        var response = host.GetTestClient().GetAsync("/");
        await begun.Async();

        await host.StopAsync().WaitAsync(TestApp.Deadline);

        Assert.False(response.IsCompleted);
        goOn.Set(true);
        await response;
    }

    [Fact]
    public async Task Akka_Hosting_gives_the_hosts_stop_as_the_reason_and_stops_the_host_when_its_actor_system_ends()
    {
        using var stopped = BuildWithAkka();
        await stopped.StartAsync();
        await stopped.StopAsync();
        Assert.IsType<CoordinatedShutdown.ClrExitReason>(CoordinatedShutdown.Get(stopped.Services.GetRequiredService<ActorSystem>()).ShutdownReason);

        using var ended = BuildWithAkka();
        await ended.StartAsync();
        await ended.Services.GetRequiredService<ActorSystem>().Terminate().WaitAsync(TestApp.Deadline);
        await Eventually.TrueAsync(() => ended.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await ended.StopAsync();
    }

    private static IHost BuildWithAkka() => Host.CreateDefaultBuilder()
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureServices(services => services.AddAkka("facts", (akka, _) => akka.AddHocon(
            "akka { loglevel = OFF, stdout-loglevel = OFF }\nakka.coordinated-shutdown.run-by-clr-shutdown-hook = off", HoconAddMode.Prepend)))
        .Build();

    private sealed class JournalService(string name, Journal journal) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Add("starting");

        public Task StartAsync(CancellationToken cancellationToken) => Add("start");

        public Task StartedAsync(CancellationToken cancellationToken) => Add("started");

        public Task StoppingAsync(CancellationToken cancellationToken) => Add("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Add("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => Add("stopped");

        private Task Add(string what)
        {
            journal.Add($"{name} {what}");
            return Task.CompletedTask;
        }
    }

    private sealed class JournalServer(Journal journal) : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull
        {
            journal.Add("server start");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            journal.Add("server stop");
            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
