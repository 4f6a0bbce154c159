using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.5: work goes to a routee that is free while there is one.</summary>
public sealed class LeastBusyPoolSpecs
{
    [Theory, InlineData(4, 4), InlineData(16, 1), InlineData(1, 16)]
    public async Task Deferrals_that_await_start_at_once_on_as_many_routees(int requests, int each)
    {
        await using var host = new TrafficHost();
        for (var round = 0; round < 50; round++)
            await StartTogetherAsync(host, requests, each);
    }

    [Fact]
    public async Task A_deferral_that_awaits_its_nested_deferral_is_no_deadlock()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 3");
        for (var round = 0; round < 50; round++)
        {
            var request = host.Request();
            var outer = request.Defer<TrafficContext>(static async (context, ct) => await context.Traffic.Defer<TrafficContext>(
                static async (inner, ct) => await inner.Traffic.Defer(static () => { }).WaitAsync(ct)).WaitAsync(ct));
            request.End();
            Assert.Equal(Fate.Ran, await outer.WaitAsync().WaitAsync(Stress.Patience));
        }
    }

    /// <summary>Else a deferral that waits for another and then defers a third could wait for itself: the third may go to its own routee when every other one still counts as busy.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Whoever_sees_a_fate_finds_the_routee_free(bool awaits)
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 1");
        await Stress.OnThreadsAsync(1, _ =>
        {
            for (var round = 0; round < Stress.Scaled(2_000); round++)
            {
                RouteeLoad? load = null;
                Deferral? own = null;
                var request = host.Request();
                own = awaits
                    ? request.Defer(async () =>
                    {
                        Volatile.Write(ref load, (RouteeLoad)Volatile.Read(ref own)!.Load!);
                        await Task.Yield();
                    })
                    : request.Defer(() => Volatile.Write(ref load, (RouteeLoad)Volatile.Read(ref own)!.Load!));
                request.End();
                Assert.True(SpinWait.SpinUntil(() => own.Fate is not null, Stress.Patience));
                Assert.Equal(0, Volatile.Read(ref load)!.Count);
            }
        });
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_routee_whose_deferral_was_given_up_is_free()
    {
        await using var host = new TrafficHost(
            "akka.actor.deployment./crosstown/pools/default.nr-of-instances = 2\ncrosstown.deferral { timeout = 5s, abandon-after = 30s }");
        var request = host.Request();
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new CountdownEvent(2);
        var routees = new ConcurrentQueue<RouteeLoad>();
        Deferral[] detached = [Defer(), Defer()];
        request.End();
        Assert.True(started.Wait(Stress.Patience));
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => detached.All(static deferral => deferral.Fate == Fate.Failed), "both timed out");
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => routees.All(static load => load.Count == 0), "both routees are free, though the code still runs");
        Assert.Equal(2, host.Ledger.DetachedRuns);
        stuck.SetResult();
        await host.SettledAsync();
        // Not counted out twice.
        Assert.All(routees, static load => Assert.Equal(0, load.Count));

        Deferral Defer()
        {
            Deferral? own = null;
            return own = request.Defer(async () =>
            {
                routees.Enqueue(((RouteeLoad)Volatile.Read(ref own)!.Load!));
                started.Signal();
                await stuck.Task;
            });
        }
    }

    [Fact]
    public async Task A_deferral_that_is_cancelled_in_a_mailbox_or_lost_with_one_no_longer_counts_as_load()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 1");
        var request = host.Request();
        using var started = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        RouteeLoad? load = null;
        Deferral? running = null;
        running = request.Defer(() =>
        {
            load = (RouteeLoad?)Volatile.Read(ref running)!.Load;
            started.Set();
            go.Wait(Stress.Patience);
        });
        var cancelled = request.Defer(() => { });
        var lost = request.Defer(() => { });
        request.End();
        Assert.True(started.Wait(Stress.Patience));
        await Eventually.TrueAsync(() => load!.Count == 3, "all are dispatched");
        cancelled.Cancel();
        host.System.Stop(((ActorRefRoutee)load!.Routee).Actor);
        go.Set();
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.Cancelled, Fate.Failed), (running.Fate, cancelled.Fate, lost.Fate));
        await Eventually.TrueAsync(() => load.Count == 0, "all have left");
    }

    [Fact]
    public async Task Pools_deployed_by_one_wildcard_count_their_load_separately()
    {
        await using var host = new TrafficHost(
            "crosstown.pools { a { } b { } }\nakka.actor.deployment { \"/crosstown/pools/*\" { router = least-busy-pool, nr-of-instances = 2 } }");
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var started = new CountdownEvent(4);
        foreach (var pool in new[] { "a", "b" })
        {
            var request = host.Request();
            for (var i = 0; i < 2; i++)
            {
                request.Defer(
                    async () =>
                    {
                        started.Signal();
                        await release.Task;
                    },
                    new DeferralOptions { Pool = pool });
            }

            request.End();
        }

        Assert.True(started.Wait(Stress.Patience));
        release.SetResult();
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_least_busy_pool_that_is_no_pool_of_Crosstown_is_an_error()
    {
        await using var host = new TrafficHost("akka.actor.deployment./other { router = least-busy-pool, nr-of-instances = 2 }");
        var error = Record.Exception(() => host.System.ActorOf(Props.Create(() => new Stranger()).WithRouter(FromConfig.Instance), "other"));
        Assert.IsType<ConfigurationException>(error);
        Assert.Contains("The router of akka://test/user/other is least-busy-pool, which only Crosstown's pools can be", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>All of them have started before any ends.</summary>
    internal static async Task StartTogetherAsync(TrafficHost host, int requests, int each)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = 0;
        var all = new List<Deferral>();
        for (var i = 0; i < requests; i++)
        {
            var request = host.Request();
            for (var j = 0; j < each; j++)
            {
                all.Add(request.Defer(async () =>
                {
                    Interlocked.Increment(ref started);
                    await release.Task;
                }));
            }

            request.End();
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref started) == requests * each, "all have started");
        release.SetResult();
        foreach (var deferral in all)
            await deferral.WaitAsync().WaitAsync(Stress.Patience);
    }

    private sealed class Stranger : ReceiveActor;
}
