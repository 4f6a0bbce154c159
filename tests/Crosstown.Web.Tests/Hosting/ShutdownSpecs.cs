using Akka.Hosting;
using Crosstown.Actors.Accounting;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.9: the host stops while requests are served and work is deferred.</summary>
public class ShutdownSpecs
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task The_deferrals_of_a_request_that_is_still_served_when_the_host_stops_run(bool hasOwnSystem, bool akkaStopsFirst)
    {
        var journal = new Journal();
        var begun = new Seen<bool>();
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", async (ICrosstownTraffic traffic) =>
            {
                begun.Set(true);
                await goOn.Async();
                traffic.Defer(() => journal.Add("ran"));
                return "done";
            }),
            builder =>
            {
                if (hasOwnSystem)
                    builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services));
                // Hosted services stop in the reverse order of their start, or all at once: then the actor system does not wait for the server.
                builder.Services.Configure<HostOptions>(host => host.ServicesStopConcurrently = akkaStopsFirst);
            });
        var response = app.Client.GetStringAsync("/");
        await begun.Async();

        var stopping = app.StopAsync();
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        goOn.Set(true);

        Assert.Equal("done", await response);
        await stopping;
        Assert.Equal(["ran"], journal.Entries);
        Assert.Equal(1, app.Ledger.Read().Ran);
    }

    [Fact]
    public async Task Deferrals_made_before_the_host_stops_run_within_the_drain()
    {
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            for (var i = 0; i < 20; i++)
                traffic.Defer(() => goOn.Async(), new() { Sequential = true });
        }));
        await app.Client.GetAsync("/");

        var stopping = app.StopAsync();
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<Ledger>().IsDraining);
        goOn.Set(true);
        await stopping;

        Assert.Equal((20, 0), (app.Ledger.Read().Ran, app.Ledger.Read().Outstanding));
        Assert.Empty((await app.Services.GetRequiredService<IDrainReport>().Completion.WaitAsync(TestApp.Deadline)).Abandoned);
    }

    [Fact]
    public async Task Deferrals_that_do_not_end_in_time_are_abandoned_and_named()
    {
        using var never = new ManualResetEventSlim();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(() => never.Wait(TestApp.Deadline)); }),
            hocon: "crosstown { drain-timeout = 300ms, drain-grace = 100ms }\nakka.coordinated-shutdown.phases.actor-system-terminate.timeout = 1s");
        await app.Client.GetAsync("/");

        await app.StopAsync();

        Assert.Equal(1, app.Ledger.Read().Abandoned);
        Assert.Single(app.Services.GetRequiredService<IDrainReport>().Abandoned);
        never.Set();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_server_that_uses_up_the_hosts_time_leaves_no_deferral_without_a_fate_and_does_not_make_the_host_fail(bool hasOwnSystem)
    {
        var begun = new Seen<bool>();
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(ct => Task.Delay(Timeout.Infinite, ct)); });
                web.MapGet("/open", async () =>
                {
                    begun.Set(true);
                    await goOn.Async();
                });
            },
            builder =>
            {
                if (hasOwnSystem)
                    builder.Services.AddAkka("shop", (akka, services) => akka
                        .AddHocon("crosstown { drain-timeout = 500ms, drain-grace = 100ms }\nakka.coordinated-shutdown.phases.actor-system-terminate.timeout = 200ms", HoconAddMode.Prepend)
                        .WithCrosstown(services));
                builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
            },
            hocon: "crosstown { drain-timeout = 500ms, drain-grace = 100ms }");
        await app.Client.GetAsync("/");
        var open = app.Client.GetAsync("/open");
        await begun.Async();

        await app.StopAsync();

        Assert.Equal((1, 0), (app.Ledger.Read().Abandoned, app.Ledger.Read().Outstanding));
        Assert.Single(app.Services.GetRequiredService<IDrainReport>().Abandoned);
        goOn.Set(true);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => open);
    }

    [Fact]
    public async Task Code_that_does_not_stop_keeps_the_host_no_longer_than_its_time_and_does_not_make_it_fail()
    {
        using var never = new ManualResetEventSlim();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(() => never.Wait(TestApp.Deadline * 2)); }),
            builder => builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1)),
            hocon: "crosstown { drain-timeout = 500ms, drain-grace = 100ms }\nakka.coordinated-shutdown.phases.actor-system-terminate.timeout = 1h");
        await app.Client.GetAsync("/");

        await app.StopAsync();

        Assert.Single(app.Services.GetRequiredService<IDrainReport>().Abandoned);
        never.Set();
    }

    [Fact]
    public async Task Cancelling_the_stop_of_the_host_ends_the_drain()
    {
        using var atOnce = new CancellationTokenSource();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(ct => Task.Delay(Timeout.Infinite, ct)); }),
            builder => builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromHours(2)),
            hocon: "crosstown.drain-timeout = 1h\nakka.coordinated-shutdown.phases.service-requests-done.timeout = 2h");
        await app.Client.GetAsync("/");

        var stopping = app.StopAsync(atOnce.Token);
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<Ledger>().IsDraining);
        atOnce.Cancel();
        await stopping;

        Assert.Single(app.Services.GetRequiredService<IDrainReport>().Abandoned);
        Assert.Equal((1, 0), (app.Ledger.Read().Abandoned, app.Ledger.Read().Outstanding));
    }
}
