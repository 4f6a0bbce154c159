using Akka.Hosting;

namespace Crosstown.Web.Tests.Hosted;

/// <summary>The host stops while requests are served and work is deferred.</summary>
public class ShutdownSpecs
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_request_that_is_still_served_when_the_host_stops_defers_and_what_it_deferred_runs(bool hasOwnSystem, bool akkaStopsFirst)
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
        await Poll.UntilAsync(() => app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        goOn.Set(true);

        Assert.Equal("done", await response);
        await stopping;
        Assert.Equal(["ran"], journal.Entries);
        Assert.Equal(1, app.Ledger.Read().Ran);
    }

    [Fact]
    public async Task What_was_deferred_before_the_host_stops_runs_within_the_drain()
    {
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            for (var i = 0; i < 20; i++)
                traffic.Defer(() => goOn.Async(), new() { Sequential = true });
        }));
        await app.Client.GetAsync("/");

        var stopping = app.StopAsync();
        await Poll.UntilAsync(() => app.System.Drain.HasStoppedAdmission);
        goOn.Set(true);
        await stopping;

        Assert.Equal((20, 0), (app.Ledger.Read().Ran, app.Ledger.Read().Outstanding));
        Assert.Empty((await app.Services.GetRequiredService<IDrainReport>().Completion.WaitAsync(TestApp.Deadline)).Abandoned);
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_abandoned_and_named()
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
}
