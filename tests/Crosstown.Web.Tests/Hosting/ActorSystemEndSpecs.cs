using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Akka.Actor;
using Akka.Hosting;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.4: the actor system ends, or drains, while the host serves.</summary>
public class ActorSystemEndSpecs
{
    private const string Hocon = "crosstown { drain-timeout = 10s, drain-grace = 1s, admission.retry-after = 7s }";

    public static TheoryData<bool, bool> SystemsAndEnds => new()
    {
        { false, false }, { false, true }, { true, false }, { true, true },
    };

    [Theory, MemberData(nameof(SystemsAndEnds))]
    public async Task When_the_actor_system_has_ended_the_application_is_unhealthy_deferring_requests_get_503_and_the_host_stops(bool isApplications, bool byAbort)
    {
        await using var app = await StartAsync(isApplications);
        await app.Client.GetAsync("/");
        var system = app.Runtime.ActorSystem;

        End(system, byAbort);
        await system.WhenTerminated.WaitAsync(TestApp.Deadline);
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<Crosstown.Actors.Accounting.Ledger>().IsOver);

        using var response = await app.Client.GetAsync("/");
        await Assert503Async(response);
        Assert.Equal("hello", await app.Client.GetStringAsync("/without"));
        var health = await CheckAsync(app);
        Assert.Equal(
            (HealthStatus.Unhealthy, $"The actor system {system.Name} has ended: nothing that is deferred can run."), (health.Status, health.Description));
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await Eventually.TrueAsync(() => app.Log.Entries.Any(entry => entry.Id == EventIds.ActorSystemEnded));
        var entry = Assert.Single(app.Log.Entries, entry => entry.Id == EventIds.ActorSystemEnded);
        Assert.Equal(LogLevel.Critical, entry.Level);
        Assert.Contains(system.Name, entry.Text, StringComparison.Ordinal);
        await app.StopAsync();
        // Made by whoever saw the system's end, perhaps a moment after the host has stopped.
        await app.Services.GetRequiredService<IDrainReport>().Completion.WaitAsync(TestApp.Deadline);
    }

    [Theory, MemberData(nameof(SystemsAndEnds))]
    public async Task When_the_actor_system_ends_every_deferral_has_a_fate(bool isApplications, bool byAbort)
    {
        var started = new Seen<bool>();
        var collecting = new Seen<bool>();
        var goOn = new Seen<bool>();
        await using var app = await StartAsync(isApplications, web =>
        {
            web.MapGet("/work", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(
                    async ct =>
                    {
                        started.Set(true);
                        await Task.Delay(Timeout.Infinite, ct);
                    },
                    new() { Sequential = true });
                for (var i = 0; i < 20; i++)
                    traffic.Defer(() => { }, new() { Sequential = true });
            });
            web.MapGet("/open", async (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => { });
                collecting.Set(true);
                await goOn.Async();
            });
        }, "crosstown { drain-timeout = 300ms, drain-grace = 100ms }");
        await app.Client.GetAsync("/work");
        var open = app.Client.GetAsync("/open");
        await Task.WhenAll(started.Async(), collecting.Async());

        End(app.Runtime.ActorSystem, byAbort);
        await app.Runtime.ActorSystem.WhenTerminated.WaitAsync(TestApp.Deadline);

        await app.SettledAsync();
        var reading = app.Ledger.Read();
        Assert.Equal((22, 22, 0), (reading.Deferred, reading.Ended, reading.Outstanding));
        Assert.Equal(0, app.Ledger.SlotsTaken);
        goOn.Set(true);
        Assert.Equal(HttpStatusCode.OK, (await open).StatusCode);
    }

    [Theory, MemberData(nameof(SystemsAndEnds))]
    public async Task Requests_that_come_while_the_actor_system_ends_get_200_or_503_and_every_deferral_of_theirs_a_fate(bool isApplications, bool byAbort)
    {
        const int Clients = 4;
        await using var app = await StartAsync(isApplications, web => web.MapGet("/three", (ICrosstownTraffic traffic) =>
        {
            for (var i = 0; i < 3; i++)
                traffic.Defer(() => { });
        }));
        var refused = 0;
        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            // Each goes on until it has been refused, and then some.
            for (var after = 0; after < 5;)
            {
                using var response = await app.Client.GetAsync("/three");
                statuses.AddOrUpdate(response.StatusCode, 1, static (_, count) => count + 1);
                if (response.StatusCode != HttpStatusCode.OK && after++ == 0)
                    Interlocked.Increment(ref refused);
            }
        })).ToArray();
        await Eventually.TrueAsync(() => statuses.GetValueOrDefault(HttpStatusCode.OK) > 20);

        End(app.Runtime.ActorSystem, byAbort);
        await Task.WhenAll(clients).WaitAsync(TestApp.Deadline);

        await app.SettledAsync();
        Assert.Equal(Clients, refused);
        // Names the exception of a request that was answered with 500.
        Assert.Empty(app.Log.Entries.Where(static entry => entry.Text.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase)).Select(static entry => entry.Exception));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], statuses.Keys.Order());
        var reading = app.Ledger.Read();
        Assert.True(reading.Balances);
        Assert.Equal((0, 0), (reading.Outstanding, app.Ledger.SlotsTaken));
    }

    public static TheoryData<string> WhoSeesTheException => ["nobody", "an exception handler", "an exception handler and ProblemDetails", "the developer page"];

    [Theory, MemberData(nameof(WhoSeesTheException))]
    public async Task A_deferring_request_that_comes_while_the_process_drains_is_answered_with_503_and_Retry_After(string who)
    {
        var end = new Seen<bool>();
        await using var app = await StartAsync(
            isApplications: true,
            web =>
            {
                if (who.StartsWith("an exception", StringComparison.Ordinal))
                    web.UseExceptionHandler(_ => { });
                else if (who == "the developer page")
                    web.UseDeveloperExceptionPage();
                web.MapGet("/work", (ICrosstownTraffic traffic) => { traffic.Defer(() => end.Async()); });
            },
            configure: builder =>
            {
                if (who.EndsWith("ProblemDetails", StringComparison.Ordinal))
                    builder.Services.AddProblemDetails();
            });
        await app.Client.GetAsync("/work");
        var terminated = app.Runtime.ActorSystem.Terminate();
        await Eventually.TrueAsync(() => app.Runtime.IsDraining);

        using var response = await app.Client.GetAsync("/");
        var health = await CheckAsync(app);

        // The developer page stands inside Crosstown's middleware, and shows what it sees.
        if (who != "the developer page")
            await Assert503Async(response);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.StartsWith("Crosstown drains and admits nothing more", health.Description, StringComparison.Ordinal);
        end.Set(true);
        await terminated.WaitAsync(TestApp.Deadline);
        Assert.Equal(1, app.Ledger.Read().Ran);
    }

    [Fact]
    public async Task Application_code_that_catches_the_exception_of_a_drain_decides_itself()
    {
        var end = new Seen<bool>();
        await using var app = await StartAsync(isApplications: false, web =>
        {
            web.MapGet("/work", (ICrosstownTraffic traffic) => { traffic.Defer(() => end.Async()); });
            web.MapGet("/caught", (ICrosstownTraffic traffic) =>
            {
                try
                {
                    traffic.Defer(() => { });
                    return "admitted";
                }
                catch (TrafficClosedException e)
                {
                    return $"closed, {e.RetryAfter}";
                }
            });
        });
        await app.Client.GetAsync("/work");
        var terminated = app.Runtime.ActorSystem.Terminate();
        await Eventually.TrueAsync(() => app.Runtime.IsDraining);

        Assert.Equal("closed, 00:00:07", await app.Client.GetStringAsync("/caught"));

        end.Set(true);
        await terminated.WaitAsync(TestApp.Deadline);
    }

    private static Task<TestApp> StartAsync(bool isApplications, Action<WebApplication>? map = null, string hocon = Hocon, Action<WebApplicationBuilder>? configure = null) => TestApp.StartAsync(
        web =>
        {
            map?.Invoke(web);
            web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(() => { }); });
            web.MapGet("/without", () => "hello");
        },
        builder =>
        {
            builder.Services.AddHealthChecks().AddCrosstown();
            if (isApplications)
                builder.Services.AddAkka("shop", (akka, services) => akka.AddHocon($"{hocon}\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF", HoconAddMode.Prepend).WithCrosstown(services));
            configure?.Invoke(builder);
        },
        hocon: hocon);

    private static void End(ActorSystem system, bool byAbort)
    {
        if (byAbort)
            ((ExtendedActorSystem)system).Abort();
        else
            _ = system.Terminate();
    }

    private static async Task Assert503Async(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal(503, (await response.Content.ReadFromJsonAsync<ProblemDetails>())!.Status);
    }

    private static async Task<HealthReportEntry> CheckAsync(TestApp app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["crosstown-ready"];
}
