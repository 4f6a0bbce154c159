using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crosstown.Web.Tests.Health;

/// <summary>docs/design.md §4: the health check.</summary>
public class HealthSpecs
{
    [Fact]
    public async Task An_idle_application_is_healthy_and_the_report_contains_the_ledgers_counters()
    {
        await using var app = await StartAsync("");
        await app.Client.GetAsync("/ok");
        await app.SettledAsync();

        var entry = await CheckAsync(app);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal((1L, 1L, 0L), (entry.Data["deferred"], entry.Data["ran"], entry.Data["outstanding"]));
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task An_application_with_nine_tenths_of_its_slots_taken_is_degraded()
    {
        await using var app = await StartAsync("crosstown.admission.capacity = 1");
        var blocking = new Seen<bool>();
        using var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ICrosstownTraffic>().Defer(() => blocking.Async());

        var entry = await CheckAsync(app);
        blocking.Set(true);

        Assert.Equal((HealthStatus.Degraded, "1 of 1 slots are taken."), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task An_application_in_which_a_pool_stands_still_is_unhealthy_until_that_moves()
    {
        await using var app = await StartAsync("""
            crosstown.stuck-after = 1s
            akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }
            """);
        var blocking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var scope = app.Services.CreateScope())
        {
            var traffic = scope.ServiceProvider.GetRequiredService<ICrosstownTraffic>();
            traffic.Defer(() => blocking.Task);
            traffic.Defer(() => { });
        }

        var entry = await CheckAsync(app);
        Assert.Equal((HealthStatus.Healthy, ""), (entry.Status, entry.Data["stuck"]));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        while ((entry = await CheckAsync(app)).Status != HealthStatus.Unhealthy)
            await timer.WaitForNextTickAsync(deadline.Token);
        Assert.Equal("pool default", entry.Data["stuck"]);
        Assert.StartsWith("Nothing has started or ended in pool default for 00:00:0", entry.Description, StringComparison.Ordinal);
        Assert.Contains("and 1 deferrals wait; running: ", entry.Description, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/health")).StatusCode);

        blocking.SetResult();
        await app.SettledAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(app)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traffic_that_waits_for_a_callback_of_the_application_is_told_by_its_age_and_degrades_the_application_until_it_ends(bool fails)
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync("crosstown.stuck-after = 1s", web => web.MapGet("/held", (HttpContext context, ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() => { }, new() { NoGo = [] });
            context.Response.OnCompleted(() => goOn.Task);
            return fails ? throw new InvalidDataException() : "answered";
        }));

        await app.Client.GetAsync("/held");
        var entry = await CheckAsync(app);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        while ((entry = await CheckAsync(app)).Status != HealthStatus.Degraded)
            await timer.WaitForNextTickAsync(deadline.Token);

        Assert.StartsWith("Traffic of a response that is over waits since 00:00:0", entry.Description, StringComparison.Ordinal);
        Assert.True(app.Ledger.OldestCollecting > TimeSpan.FromSeconds(1));
        goOn.SetResult();
        await app.SettledAsync();
        Assert.Equal((HealthStatus.Healthy, 1L), ((await CheckAsync(app)).Status, app.Ledger.Read().Ran));
    }

    [Fact]
    public async Task An_application_whose_actors_have_not_started_is_unhealthy()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddCrosstown();
        builder.Services.AddHealthChecks().AddCrosstown();
        await using var app = builder.Build();

        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal((HealthStatus.Unhealthy, "Crosstown's actors have not started."), (report.Entries["crosstown"].Status, report.Entries["crosstown"].Description));
    }

    private static Task<TestApp> StartAsync(string hocon, Action<WebApplication>? map = null) => TestApp.StartAsync(
        web =>
        {
            map?.Invoke(web);
            web.MapGet("/ok", (ICrosstownTraffic traffic) => { traffic.Defer(() => { }); });
            web.MapHealthChecks("/health");
        },
        builder => builder.Services.AddHealthChecks().AddCrosstown(),
        hocon: hocon);

    private static async Task<HealthReportEntry> CheckAsync(TestApp app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["crosstown"];
}
