using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.9: stop admitting, run to the deadline, cancel, name what was abandoned.</summary>
public sealed class DrainSpecs
{
    private const string One = "akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }\n";

    [Fact]
    public async Task Released_work_runs_to_its_end_and_admission_has_stopped()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        request.Defer(async () =>
        {
            started.SetResult();
            await release.Task;
        });
        for (var i = 0; i < 10; i++)
            request.Defer(() => { });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(20));
        var late = host.Request();
        Assert.Contains("the process is draining", Assert.Throws<TrafficClosedException>(() => late.Defer(() => { })).Message, StringComparison.Ordinal);
        release.SetResult();
        var report = await drain.WaitAsync(Stress.Patience);
        Assert.Empty(report.Abandoned);
        Assert.Equal(11, report.OutstandingAtStart);
        var reading = await host.SettledAsync();
        Assert.Equal((11L, 1L), (reading.Ran, reading.Refused));
        Assert.Single(host.Logs.Texts(EventIds.DrainEnded));
    }

    [Fact]
    public async Task A_request_that_was_still_open_when_the_drain_began_is_released_within_it()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => { });
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(20));
        Assert.False(drain.IsCompleted);
        request.End();
        Assert.Empty((await drain.WaitAsync(Stress.Patience)).Abandoned);
        Assert.Equal(Fate.Ran, deferral.Fate);
    }

    [Fact]
    public async Task At_the_deadline_tokens_are_cancelled_and_after_the_grace_the_rest_is_abandoned_by_name()
    {
        await using var host = new TrafficHost(One + "crosstown.drain-grace = 2s");
        var request = host.Request();
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stubborn = request.Defer(async ct =>
        {
            ct.Register(() => cancelled.TrySetResult());
            started.SetResult();
            await release.Task;
        });
        var waiting = request.Defer(() => Assert.Fail("ran"));
        var open = host.Request();
        var collecting = open.Defer(() => Assert.Fail("ran"));
        request.End();
        await started.Task.WaitAsync(Stress.Patience);

        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the drain waits");
        host.Clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(cancelled.Task.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await cancelled.Task.WaitAsync(Stress.Patience);
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the grace");
        Assert.False(drain.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        var report = await drain.WaitAsync(Stress.Patience);

        Assert.All([stubborn, waiting, collecting], deferral => Assert.Equal(Fate.Abandoned, deferral.Fate));
        Assert.Equal([stubborn.Id, waiting.Id, collecting.Id], report.Abandoned.Select(line => line.Id));
        Assert.True(report.Abandoned.Single(line => line.Id == stubborn.Id).HadStarted);
        Assert.False(report.Abandoned.Single(line => line.Id == waiting.Id).HadStarted);
        Assert.Equal("trace-1", report.Abandoned.Single(line => line.Id == stubborn.Id).TraceId);
        Assert.StartsWith("DrainSpecs.", report.Abandoned[0].Kind, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(10.1), report.Elapsed);
        var entry = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.DrainAbandoned);
        const string Kind = "DrainSpecs.At_the_deadline_tokens_are_cancelled_and_after_the_grace_the_rest_is_abandoned_by_name of POST /campaigns";
        Assert.EndsWith(
            $" abandoned 3 deferrals: 3 {Kind}. In the order admitted: {stubborn.Id} {Kind} (started, trace trace-1); {waiting.Id} {Kind} (not started, trace trace-1); " +
            $"{collecting.Id} {Kind} (not started, trace trace-1).",
            entry.Text, StringComparison.Ordinal);
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Abandoned, stubborn.Fate);
    }

    [Fact]
    public async Task A_deferral_that_obeys_the_cancellation_of_the_drain_ends_as_abandoned()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        var started = new TaskCompletionSource();
        var obedient = request.Defer(async ct =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the drain waits");
        host.Clock.Advance(TimeSpan.FromSeconds(8));
        var report = await drain.WaitAsync(Stress.Patience);
        Assert.Equal(Fate.Abandoned, obedient.Fate);
        Assert.Equal(obedient.Id, Assert.Single(report.Abandoned).Id);
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_deferral_that_starts_during_the_grace_finds_its_token_cancelled_and_is_named()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        var started = new TaskCompletionSource();
        var first = request.Defer(async ct =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        });
        var second = request.Defer(ct =>
        {
            Assert.True(ct.WaitHandle.WaitOne(Stress.Patience / 2));
            return Task.FromCanceled(ct);
        });
        var quick = request.Defer(() => { });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the drain waits");
        host.Clock.Advance(TimeSpan.FromSeconds(8));

        var report = await drain.WaitAsync(Stress.Patience / 4);

        Assert.Equal((Fate.Abandoned, Fate.Abandoned, Fate.Ran), (first.Fate, second.Fate, quick.Fate));
        Assert.Equal([first.Id, second.Id], report.Abandoned.Select(line => line.Id));
        Assert.All(report.Abandoned, line => Assert.True(line.HadStarted));
    }

    [Theory, InlineData(false, 60), InlineData(true, 60), InlineData(true, 0)]
    public async Task A_host_whose_shutdown_time_is_used_up_leaves_cancelled_work_a_last_moment(bool beforeItBegins, int budget)
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 2");
        var request = host.Request();
        using var started = new CountdownEvent(2);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stubborn = request.Defer(async () =>
        {
            started.Signal();
            await release.Task;
        });
        var obedient = request.Defer(async ct =>
        {
            started.Signal();
            await Task.Delay(Timeout.Infinite, ct);
        });
        request.End();
        var open = host.Request();
        var late = open.Defer(() => { });
        Assert.True(started.Wait(Stress.Patience));

        if (beforeItBegins)
            host.Drain.Hurry();
        var drain = host.Drain.RunAsync(TimeSpan.FromHours(budget));
        if (!beforeItBegins)
        {
            await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the drain waits");
            host.Drain.Hurry();
        }

        await Eventually.TrueAsync(() => obedient.Fate is Fate.Abandoned, "the obedient one was cancelled");
        Assert.False(drain.IsCompleted);
        open.End();
        await Eventually.TrueAsync(() => late.Fate is Fate.Ran, "the open request was released");
        await Eventually.TrueAsync(
            () =>
            {
                host.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return drain.IsCompleted;
            },
            "the last moment passed");
        var report = await drain;
        Assert.Equal([stubborn.Id, obedient.Id], report.Abandoned.Select(line => line.Id));
        Assert.True(report.Elapsed >= TimeSpan.FromMilliseconds(500));
        release.SetResult();
        await host.SettledAsync();
    }

    [Fact]
    public async Task The_drain_is_a_task_of_the_coordinated_shutdown()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        var ran = 0;
        for (var i = 0; i < 100; i++)
            request.Defer(() => ran++);
        request.End();
        await CoordinatedShutdown.Get(host.System).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Stress.Patience);
        Assert.Equal(100, ran);
        Assert.NotNull(host.Services.GetRequiredService<IDrainReport>().Elapsed);
        Assert.True(host.Services.GetRequiredService<IDrainReport>().Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_actor_system_that_terminates_without_a_drain_gives_every_deferral_a_fate()
    {
        var host = new TrafficHost(One);
        var request = host.Request();
        for (var i = 0; i < 100; i++)
            request.Defer(() => { });
        var open = host.Request();
        open.Defer(() => { });
        request.End();
        await host.System.Terminate().WaitAsync(Stress.Patience);
        var reading = await host.SettledAsync();
        Assert.Equal(101, reading.Ended);
        await host.DisposeAsync();
    }

    [Theory, InlineData(15, true), InlineData(20, true), InlineData(30, false)]
    public async Task A_drain_timeout_not_below_the_hosts_is_an_error_at_start_up(int hostSeconds, bool isWrong)
    {
        await using var host = new TrafficHost(
            "crosstown.drain-timeout = 20s",
            services => services.AddSingleton<IHostApplicationLifetime, Lifetime>().Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(hostSeconds)),
            start: false);
        if (!isWrong)
        {
            host.Runtime.Start(host.System);
            return;
        }

        var error = Assert.Throws<ConfigurationException>(() => host.Runtime.Start(host.System));
        Assert.StartsWith("crosstown.drain-timeout is 00:00:20; it must be below the host's shutdown timeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_budget_is_what_the_hosts_shutdown_leaves()
    {
        using var lifetime = new Lifetime();
        await using var host = new TrafficHost(
            "crosstown { drain-timeout = 20s, drain-grace = 0s }",
            services => services.AddSingleton<IHostApplicationLifetime>(lifetime).Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30)));
        var request = host.Request();
        var deferral = request.Defer(() => { });
        lifetime.Stopping.Cancel();
        host.Clock.Advance(TimeSpan.FromSeconds(25));
        var drain = host.Drain.RunTaskAsync();
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the drain waits");
        host.Clock.Advance(TimeSpan.FromSeconds(4.4));
        Assert.False(drain.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await drain.WaitAsync(Stress.Patience);
        Assert.Equal(Fate.Abandoned, deferral.Fate);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        public CancellationTokenSource Stopping { get; } = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => Stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopping.Cancel();

        public void Dispose() => Stopping.Dispose();
    }
}
