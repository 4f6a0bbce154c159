using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.5: one deferral's exception or timeout ends no other's.</summary>
public sealed class IsolationSpecs
{
    private const string One = "akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }";

    [Fact]
    public async Task Every_second_deferral_throws_and_the_others_run()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        var deferrals = new List<Deferral>();
        for (var i = 0; i < 10; i++)
        {
            deferrals.Add(request.Defer(() => throw new InvalidOperationException("sync")));
            deferrals.Add(request.Defer(() => { }));
            deferrals.Add(request.Defer(async () =>
            {
                await Task.Yield();
                throw new InvalidOperationException("async");
            }));
            deferrals.Add(request.Defer(() => Task.CompletedTask));
        }

        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((20L, 20L), (reading.Ran, reading.Failed));
        Assert.Equal("sync", deferrals[0].Exception!.Message);
        Assert.Equal("async", deferrals[2].Exception!.Message);
        Assert.Null(deferrals[1].Exception);
    }

    [Fact]
    public async Task An_exception_is_logged_once_with_ids_and_published()
    {
        await using var host = new TrafficHost();
        var published = new TaskCompletionSource<DeferralFailed>();
        host.System.EventStream.Subscribe(host.System.ActorOf(Akka.Actor.Props.Create(() => new Subscriber(published))), typeof(DeferralFailed));
        var request = host.Request();
        var thrown = new InvalidOperationException("on purpose");
        var deferral = request.Defer(() => throw thrown);
        request.End();
        await host.SettledAsync();
        var entry = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.DeferralFailed);
        Assert.Same(thrown, entry.Exception);
        Assert.StartsWith(
            $"Deferral {deferral.Id} IsolationSpecs.An_exception_is_logged_once_with_ids_and_published of POST /campaigns failed on default: on purpose (deferred at ", entry.Text, StringComparison.Ordinal);
        Assert.EndsWith(", request trace-1)", entry.Text, StringComparison.Ordinal);
        var failed = await published.Task.WaitAsync(Stress.Patience);
        Assert.Equal((deferral.Id, thrown, "trace-1"), (failed.Id, failed.Exception, failed.Request!.TraceIdentifier));
    }

    [Fact]
    public async Task On_timeout_the_token_is_cancelled_and_the_slot_stays_taken_until_the_code_returns()
    {
        await using var host = new TrafficHost(One + "\ncrosstown.deferral.abandon-after = infinite");
        var request = host.Request();
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = request.Defer(
            async ct =>
            {
                ct.Register(() => cancelled.TrySetResult());
                started.SetResult();
                await release.Task;
            },
            new DeferralOptions { Timeout = TimeSpan.FromSeconds(5) });
        var next = request.Defer(() => { });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        host.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Null(slow.Fate);
        host.Clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(Fate.Failed, await slow.WaitAsync().WaitAsync(Stress.Patience));
        await cancelled.Task.WaitAsync(Stress.Patience);
        Assert.IsType<TimeoutException>(slow.Exception);
        Assert.Equal((2, 1L), (host.Ledger.SlotsTaken, host.Ledger.Read().Outstanding));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(next.Fate);
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, next.Fate);
        Assert.Equal(0, host.Clock.Timers);
    }

    [Fact]
    public async Task After_abandon_after_the_routee_goes_on_and_the_detached_run_is_counted()
    {
        await using var host = new TrafficHost(One + "\ncrosstown.deferral { abandon-after = 30s, timeout = 5s }");
        var request = host.Request();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stuck = request.Defer(async () =>
        {
            started.SetResult();
            await release.Task;
        });
        var next = request.Defer(() => { });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Fate.Failed, await stuck.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Null(next.Fate);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(Fate.Ran, await next.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal((1, 1), (host.Ledger.DetachedRuns, host.Ledger.SlotsTaken));
        Assert.Single(host.Logs.Texts(EventIds.RunDetached));
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    [Theory]
    [InlineData(null, null, 60), InlineData(10, null, 10), InlineData(10, 3, 3), InlineData(null, 3, 3)]
    public async Task The_nearest_timeout_of_deferral_pool_and_default_counts_from_its_start(int? pool, int? own, int seconds)
    {
        await using var host = new TrafficHost("crosstown.deferral.timeout = 60s" + (pool is null ? "" : $"\ncrosstown.pools.default.timeout = {pool}s"));
        var request = host.Request();
        var started = new TaskCompletionSource();
        var deferral = request.Defer(
            async ct =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, ct);
            },
            own is null ? null : new DeferralOptions { Timeout = TimeSpan.FromSeconds(own.Value) });
        host.Clock.Advance(TimeSpan.FromHours(1));
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        host.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Null(deferral.Fate);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_cancellation_exception_without_a_cause_is_a_failure()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => Task.FromCanceled(new CancellationToken(canceled: true)));
        request.End();
        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    [Fact]
    public async Task An_async_void_that_a_deferral_leaves_behind_takes_nothing_with_it()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        request.Defer(() =>
        {
            Leave();
            return Task.CompletedTask;

            async void Leave()
            {
                await go.Task;
                throw new InvalidOperationException("left behind");
            }
        });
        request.End();
        await host.SettledAsync();
        go.SetResult();
        await Eventually.TrueAsync(() => host.Logs.Texts(EventIds.ContinuationThrew).Any(), "the log of what was thrown");
        var other = host.Request();
        var next = other.Defer(() => { });
        other.End();
        Assert.Equal(Fate.Ran, await next.WaitAsync().WaitAsync(Stress.Patience));
    }

    private sealed class Subscriber : Akka.Actor.ReceiveActor
    {
        public Subscriber(TaskCompletionSource<DeferralFailed> published) => Receive<DeferralFailed>(failed => published.TrySetResult(failed));
    }
}
