using System.Diagnostics;
using System.Net;
using Akka.Hosting;
using Crosstown.TestHosts;
using Microsoft.Extensions.Time.Testing;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.9 in every kind of host: its stop drains, and its disposal without a stop ends all the same.</summary>
public class HostKindSpecs
{
    /// <summary>How long it is watched that nothing happens.</summary>
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(200);

    /// <summary>Far longer than a disposal takes, and far shorter than the drain.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(8);

    public static TheoryData<HostKind, bool> Hosts
    {
        get
        {
            var data = new TheoryData<HostKind, bool>();
            foreach (var kind in Enum.GetValues<HostKind>())
            {
                data.Add(kind, false);
                data.Add(kind, true);
            }

            return data;
        }
    }

    /// <summary>An IWebHost, and with it the TestServer made of one, stops when it is disposed of.</summary>
    public static TheoryData<HostKind, bool, bool> HostsDisposedOfWithoutAStop
    {
        get
        {
            var data = new TheoryData<HostKind, bool, bool>();
            foreach (var kind in new[] { HostKind.WebApplication, HostKind.WebApplicationWithAkka, HostKind.GenericHost, HostKind.GenericHostWithAkka })
            {
                foreach (var onTestServer in new[] { false, true })
                {
                    data.Add(kind, onTestServer, false);
                    data.Add(kind, onTestServer, true);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Hosts))]
    public async Task A_host_that_stops_serves_requests_in_flight_runs_their_deferrals_and_ends_the_actor_system(HostKind kind, bool onTestServer)
    {
        var begun = new Seen<bool>();
        var goOn = new Seen<bool>();
        var end = new Seen<bool>();
        var app = await HostedApp.StartAsync(kind, onTestServer, "", endpoints =>
        {
            endpoints.MapGet("/queued", (ICrosstownTraffic traffic) =>
            {
                for (var i = 0; i < 20; i++)
                    traffic.Defer(() => end.Async(), new() { Sequential = true });
            });
            endpoints.MapGet("/held", async (ICrosstownTraffic traffic) =>
            {
                begun.Set(true);
                await goOn.Async();
                traffic.Defer(() => { });
            });
        });
        await app.Client.GetAsync("/queued");
        var held = app.Client.GetAsync("/held");
        await begun.Async();

        var stopping = app.StopAsync();
        await Eventually.TrueAsync(() => app.Lifetime.ApplicationStopping.IsCancellationRequested);
        await Assert.ThrowsAsync<TimeoutException>(() => held.WaitAsync(AWhile));
        Assert.False(app.Runtime.IsDraining);
        goOn.Set(true);
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
        await Eventually.TrueAsync(() => app.Runtime.IsDraining);
        end.Set(true);
        await stopping;

        Assert.Equal((21, 0), (app.Ledger.Read().Ran, app.Ledger.Read().Outstanding));
        Assert.True(app.Report.Completion.IsCompletedSuccessfully);
        Assert.True(app.Runtime.ActorSystem.WhenTerminated.IsCompleted);
        await app.DisposeAsync(asynchronously: true);
    }

    [Theory, MemberData(nameof(HostsDisposedOfWithoutAStop))]
    public async Task A_host_that_is_disposed_of_without_a_stop_abandons_held_deferrals_cancels_running_ones_and_ends_the_actor_system(HostKind kind, bool onTestServer, bool asynchronously)
    {
        var started = new Seen<bool>();
        var cancelled = new Seen<bool>();
        var wrong = 0;
        var app = await HostedApp.StartAsync(kind, onTestServer, "", endpoints => endpoints.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            traffic.Defer(
                async ct =>
                {
                    ct.Register(() => cancelled.Set(true));
                    started.Set(true);
                    await Task.Delay(Timeout.Infinite, ct);
                },
                new() { Sequential = true });
            for (var i = 0; i < 20; i++)
                traffic.Defer(() => { Interlocked.Increment(ref wrong); }, new() { Sequential = true });
        }));
        await app.Client.GetAsync("/");
        await started.Async();
        var began = Stopwatch.GetTimestamp();

        await app.DisposeAsync(asynchronously);

        Assert.True(Stopwatch.GetElapsedTime(began) < Short);
        Assert.True(await cancelled.Async());
        Assert.Equal((21, 0, 0), (app.Ledger.Read().Abandoned, app.Ledger.Read().Outstanding, wrong));
        Assert.Equal(21, app.Report.Abandoned.Count);
        await app.Runtime.ActorSystem.WhenTerminated.WaitAsync(TestApp.Deadline);
    }

    [Theory, InlineData(HostKind.WebHost, false), InlineData(HostKind.WebHostWithAkka, false), InlineData(HostKind.WebHost, true), InlineData(HostKind.WebHostWithAkka, true)]
    public async Task An_IWebHost_that_is_disposed_of_drains(HostKind kind, bool onTestServer)
    {
        var end = new Seen<bool>();
        var app = await HostedApp.StartAsync(kind, onTestServer, "", endpoints => endpoints.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            for (var i = 0; i < 20; i++)
                traffic.Defer(() => end.Async());
        }));
        await app.Client.GetAsync("/");

        var disposing = app.DisposeAsync(asynchronously: false);
        await Eventually.TrueAsync(() => app.Runtime.IsDraining);
        end.Set(true);
        await disposing;

        Assert.Equal((20, 0), (app.Ledger.Read().Ran, app.Ledger.Read().Outstanding));
        Assert.True(app.Runtime.ActorSystem.WhenTerminated.IsCompleted);
    }

    [Theory, InlineData(HostKind.WebApplication), InlineData(HostKind.WebApplicationWithAkka), InlineData(HostKind.WebHost)]
    public async Task A_disposal_waits_a_short_fixed_time_for_code_that_does_not_end(HostKind kind)
    {
        using var never = new ManualResetEventSlim();
        var started = new Seen<bool>();
        var app = await HostedApp.StartAsync(kind, false, "crosstown { drain-timeout = 1s, drain-grace = 200ms }", endpoints => endpoints.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() =>
            {
                started.Set(true);
                never.Wait(TestApp.Deadline);
            });
        }));
        await app.Client.GetAsync("/");
        await started.Async();
        var began = Stopwatch.GetTimestamp();

        await app.DisposeAsync(asynchronously: false);

        Assert.True(Stopwatch.GetElapsedTime(began) < Short);
        Assert.Equal((1, 0), (app.Ledger.Read().Abandoned, app.Ledger.Read().Outstanding));
        never.Set();
    }

    [Theory, InlineData(HostKind.WebApplication), InlineData(HostKind.WebApplicationWithAkka), InlineData(HostKind.GenericHostWithAkka)]
    public async Task Code_that_does_not_end_leaves_the_stop_below_the_hosts_limit(HostKind kind)
    {
        var limit = TimeSpan.FromSeconds(4);
        using var never = new ManualResetEventSlim();
        var started = new Seen<bool>();
        var app = await HostedApp.StartAsync(
            kind,
            false,
            // Crosstown's own actor system is not waited for; the application's is, by Akka.Hosting's service.
            "crosstown { drain-timeout = 1s, drain-grace = 200ms }" + (kind == HostKind.WebApplication ? "" : "\nakka.coordinated-shutdown.phases.actor-system-terminate.timeout = 1s"),
            endpoints => endpoints.MapGet("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() =>
                {
                    started.Set(true);
                    never.Wait(TestApp.Deadline);
                });
            }),
            services => services.Configure<HostOptions>(host => host.ShutdownTimeout = limit));
        await app.Client.GetAsync("/");
        await started.Async();
        var began = Stopwatch.GetTimestamp();

        await app.StopAsync();

        Assert.True(Stopwatch.GetElapsedTime(began) < limit);
        Assert.Single(app.Report.Abandoned);
        never.Set();
        await app.DisposeAsync(asynchronously: true);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_clock_of_the_applications_that_stands_still_holds_up_neither_stop_nor_disposal(bool stops)
    {
        var app = await HostedApp.StartAsync(
            HostKind.WebApplication,
            false,
            "crosstown { drain-timeout = 500ms, drain-grace = 200ms }",
            endpoints => endpoints.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(ct => Task.Delay(Timeout.Infinite, ct)); }),
            services => services.AddSingleton<TimeProvider>(new FakeTimeProvider()));
        await app.Client.GetAsync("/");
        var began = Stopwatch.GetTimestamp();

        if (stops)
            await app.StopAsync();
        await app.DisposeAsync(asynchronously: true);

        Assert.True(Stopwatch.GetElapsedTime(began) < Short);
        Assert.Equal((1, 0), (app.Ledger.Read().Abandoned, app.Ledger.Read().Outstanding));
    }

    /// <summary>A program whose host WebApplicationFactory stops disposes of the host itself at the same time.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_stop_asks_nothing_of_the_container_which_may_have_been_disposed_of_meanwhile(bool ownsActorSystem)
    {
        var app = await TestApp.StartAsync(
            _ => { },
            builder =>
            {
                if (!ownsActorSystem)
                    builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services));
            });
        var service = app.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single(static service => service.GetType().Name == "CrosstownHostedService");
        await app.DisposeAsync();

        await service.StoppingAsync(CancellationToken.None).WaitAsync(TestApp.Deadline);
        await service.StopAsync(CancellationToken.None).WaitAsync(TestApp.Deadline);
        await service.StoppedAsync(CancellationToken.None).WaitAsync(TestApp.Deadline);
    }
}
