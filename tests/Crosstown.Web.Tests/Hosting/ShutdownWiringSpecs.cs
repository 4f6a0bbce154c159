using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.14: what start-up says of a configuration in which the host's stop could not go as it should.</summary>
public class ShutdownWiringSpecs
{
    public static TheoryData<string> WhereTheHookIsOn => ["before WithCrosstown", "after WithCrosstown", "in Crosstown's own actor system"];

    [Theory, MemberData(nameof(WhereTheHookIsOn))]
    public async Task Akkas_own_hook_on_SIGTERM_is_an_error_where_it_is_switched_on(string where)
    {
        const string On = "akka.coordinated-shutdown.run-by-clr-shutdown-hook = on";
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => TestApp.StartAsync(
            web => { },
            builder =>
            {
                if (where.StartsWith("before", StringComparison.Ordinal))
                    builder.Services.AddAkka("shop", (akka, services) => akka.AddHocon(On, HoconAddMode.Append).WithCrosstown(services));
                else if (where.StartsWith("after", StringComparison.Ordinal))
                    builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services).AddHocon(On, HoconAddMode.Prepend));
            },
            hocon: On));

        Assert.StartsWith("akka.coordinated-shutdown.run-by-clr-shutdown-hook is on in the configuration of the actor system ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Remove the setting", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Akkas_own_hook_on_SIGTERM_is_off_in_an_application_with_an_actor_system_of_its_own()
    {
        await using var app = await TestApp.StartAsync(
            web => { },
            builder => builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services).AddHocon("akka.loglevel = ERROR", HoconAddMode.Prepend)));

        Assert.False(app.Services.GetRequiredService<ActorSystem>().Settings.Config.GetBoolean("akka.coordinated-shutdown.run-by-clr-shutdown-hook"));
    }

    [Fact]
    public async Task A_drain_that_leaves_the_end_of_the_applications_actor_system_no_time_does_not_start()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => TestApp.StartAsync(
            web => { },
            builder =>
            {
                builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services));
                builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
            }));

        Assert.StartsWith(
            "crosstown.drain-timeout (00:00:20) and akka.coordinated-shutdown.phases.actor-system-terminate.timeout (00:00:05), which comes after it, must together be below",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drain_longer_than_the_hosts_shutdown_does_not_start()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => TestApp.StartAsync(
            web => { }, builder => builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20))));

        Assert.StartsWith("crosstown.drain-timeout is 00:00:20; it must be below the host's shutdown timeout (00:00:20),", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_that_an_IWebHost_has_to_stop_is_its_own_setting()
    {
        using var host = new WebHostBuilder().UseContentRoot(Path.GetTempPath()).UseKestrel().UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.FromSeconds(15))
            .ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders()).AddCrosstown())
            .Configure(app => { })
            .Build();

        var error = Assert.Throws<ConfigurationException>(host.Start);

        Assert.StartsWith("crosstown.drain-timeout is 00:00:20; it must be below the host's shutdown timeout (00:00:15)", error.Message, StringComparison.Ordinal);
        Assert.Contains("UseShutdownTimeout", error.Message, StringComparison.Ordinal);
    }
}
