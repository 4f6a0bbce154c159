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

        var entry = await ReadyAsync(app);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), ((await LiveAsync(app)).Status, entry.Status));
        Assert.Equal((1L, 1L, 0L), (entry.Data["deferred"], entry.Data["ran"], entry.Data["outstanding"]));
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task An_application_with_too_many_of_its_slots_taken_is_not_ready_and_alive()
    {
        await using var app = await StartAsync("crosstown { admission.capacity = 2, health.slots = 0.5 }");
        var blocking = new Seen<bool>();
        using var scope = app.Services.CreateScope();
        Assert.Equal(HealthStatus.Healthy, (await ReadyAsync(app)).Status);
        scope.ServiceProvider.GetRequiredService<ICrosstownTraffic>().Defer(() => blocking.Async());

        var entry = await ReadyAsync(app);
        var live = await LiveAsync(app);
        var (ready, alive) = (await app.Client.GetAsync("/health/ready"), await app.Client.GetAsync("/health/live"));
        blocking.Set(true);

        Assert.Equal((HealthStatus.Unhealthy, "1 of 2 slots are taken (crosstown.health.slots is 0.5)."), (entry.Status, entry.Description));
        Assert.Equal(HealthStatus.Healthy, live.Status);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, alive.StatusCode));
    }

    [Theory, InlineData("default"), InlineData("same-thread")]
    public async Task An_application_in_which_a_deferral_has_waited_too_long_for_a_routee_or_lane_is_not_ready_until_it_runs(string pool)
    {
        await using var app = await StartAsync("""
            crosstown.health.oldest-queued = 50ms
            akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }
            """);
        var blocking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var traffic = app.Services.GetRequiredService<ICrosstownTraffic>();
        var options = new DeferralOptions { SameThread = pool == "same-thread" };
        traffic.Defer(() => blocking.Task, options);
        traffic.Defer(() => { }, options);

        await EventuallyAsync(async () => (await ReadyAsync(app)).Status == HealthStatus.Unhealthy);
        var entry = await ReadyAsync(app);
        Assert.StartsWith("A deferral has waited for 00:00:0", entry.Description, StringComparison.Ordinal);
        Assert.Contains($" for a thread of {pool} (crosstown.health.oldest-queued is 00:00:00.0500000).", entry.Description, StringComparison.Ordinal);
        Assert.True((TimeSpan)entry.Data["oldestQueued"] > TimeSpan.FromMilliseconds(50));

        blocking.SetResult();
        await app.SettledAsync();
        entry = await ReadyAsync(app);
        Assert.Equal((HealthStatus.Healthy, TimeSpan.Zero), (entry.Status, entry.Data["oldestQueued"]));
    }

    [Fact]
    public async Task A_pool_that_waits_for_its_rate_or_a_delay_is_ready_and_alive_and_one_whose_circuit_is_open_is_degraded()
    {
        await using var app = await StartAsync("""
            crosstown { stuck-after = 1s, health.oldest-queued = 1ms }
            crosstown.pools.slow { rate { permits = 1, window = 1h } }
            crosstown.pools.broken { circuit { failures = 1, of = 1, open = 1h } }
            """);
        var traffic = app.Services.GetRequiredService<ICrosstownTraffic>();
        traffic.Defer(() => { }, new() { Pool = "slow" });
        var rated = traffic.Defer(() => { }, new() { Pool = "slow" });
        var delayed = traffic.Defer(() => { }, new() { Delay = TimeSpan.FromMinutes(30) });
        await EventuallyAsync(() => Task.FromResult(app.Ledger.Read().Ran == 1));

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), ((await LiveAsync(app)).Status, (await ReadyAsync(app)).Status));

        traffic.Defer(() => throw new IOException("down"), new() { Pool = "broken" });
        await EventuallyAsync(async () => (await ReadyAsync(app)).Status == HealthStatus.Degraded);
        Assert.Equal("pool broken", (await ReadyAsync(app)).Data["openCircuits"]);
        Assert.Equal(HealthStatus.Healthy, (await LiveAsync(app)).Status);
        rated.Cancel();
        delayed.Cancel();
    }

    [Fact]
    public async Task An_application_in_which_a_pool_stands_still_is_degraded_until_that_moves()
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

        var entry = await LiveAsync(app);
        Assert.Equal((HealthStatus.Healthy, ""), (entry.Status, entry.Data["stuck"]));
        await EventuallyAsync(async () => (entry = await LiveAsync(app)).Status != HealthStatus.Healthy);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("pool default", entry.Data["stuck"]);
        Assert.StartsWith("Nothing has started or ended in pool default for 00:00:0", entry.Description, StringComparison.Ordinal);
        Assert.Contains("and 1 deferrals wait; running: ", entry.Description, StringComparison.Ordinal);
        // An orchestrator does not kill it, unless it is told to.
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/health/live")).StatusCode);

        blocking.SetResult();
        await app.SettledAsync();
        Assert.Equal(HealthStatus.Healthy, (await LiveAsync(app)).Status);
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
        var entry = await LiveAsync(app);
        await EventuallyAsync(async () => (entry = await LiveAsync(app)).Status == HealthStatus.Degraded);

        Assert.StartsWith("Traffic of a response that is over waits since 00:00:0", entry.Description, StringComparison.Ordinal);
        Assert.True(app.Ledger.OldestCollecting > TimeSpan.FromSeconds(1));
        goOn.SetResult();
        await app.SettledAsync();
        Assert.Equal((HealthStatus.Healthy, 1L), ((await LiveAsync(app)).Status, app.Ledger.Read().Ran));
    }

    [Fact]
    public async Task An_application_whose_actors_have_not_started_is_not_ready_and_the_statuses_are_those_that_were_asked_for()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddCrosstown();
        builder.Services.AddHealthChecks().AddCrosstown().AddCrosstown("other", liveFailureStatus: HealthStatus.Unhealthy, readyFailureStatus: HealthStatus.Degraded, tags: ["mine"]);
        await using var app = builder.Build();

        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.All(report.Entries.Values, static entry => Assert.Equal("Crosstown's actors have not started.", entry.Description));
        Assert.Equal(
            [("crosstown-live", HealthStatus.Degraded, "live"), ("crosstown-ready", HealthStatus.Unhealthy, "ready"), ("other-live", HealthStatus.Unhealthy, "live mine"), ("other-ready", HealthStatus.Degraded, "ready mine")],
            report.Entries.Select(static entry => (entry.Key, entry.Value.Status, string.Join(' ', entry.Value.Tags))).Order());
    }

    private static Task<TestApp> StartAsync(string hocon, Action<WebApplication>? map = null) => TestApp.StartAsync(
        web =>
        {
            map?.Invoke(web);
            web.MapGet("/ok", (ICrosstownTraffic traffic) => { traffic.Defer(() => { }); });
            web.MapHealthChecks("/health");
            web.MapHealthChecks("/health/live", new() { Predicate = static check => check.Tags.Contains("live") });
            web.MapHealthChecks("/health/ready", new() { Predicate = static check => check.Tags.Contains("ready") });
        },
        builder => builder.Services.AddHealthChecks().AddCrosstown(),
        hocon: hocon);

    private static Task<HealthReportEntry> LiveAsync(TestApp app) => CheckAsync(app, "crosstown-live");

    private static Task<HealthReportEntry> ReadyAsync(TestApp app) => CheckAsync(app, "crosstown-ready");

    private static async Task<HealthReportEntry> CheckAsync(TestApp app, string name) => (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        while (!await condition())
            await timer.WaitForNextTickAsync(deadline.Token);
    }
}
