using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.4: a pool that grows, shrinks or loses its routees loses nothing.</summary>
public sealed class LeastBusyPoolSizeSpecs
{
    [Fact]
    public async Task A_pool_that_is_adjusted_uses_its_new_routees_and_loses_nothing_with_the_old_ones()
    {
        await using var host = new TrafficHost();
        var router = host.Pool("default").Router;
        await LeastBusyPoolSpecs.StartTogetherAsync(host, 1, 16);
        router.Tell(new AdjustPoolSize(8));
        await RouteesAsync(host, 24);
        await LeastBusyPoolSpecs.StartTogetherAsync(host, 2, 12);

        var request = host.Request();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var started = new CountdownEvent(24);
        for (var i = 0; i < 24; i++)
        {
            request.Defer(async () =>
            {
                started.Signal();
                await release.Task;
            });
        }

        request.End();
        Assert.True(started.Wait(Stress.Patience));
        // All are busy: they end what they have.
        router.Tell(new AdjustPoolSize(-20));
        var more = host.Request();
        for (var i = 0; i < 100; i++)
            more.Defer(static () => { });
        more.End();
        release.SetResult();
        await RouteesAsync(host, 4);
        var reading = await host.SettledAsync();
        Assert.Equal(reading.Deferred, reading.Ran);
        await LeastBusyPoolSpecs.StartTogetherAsync(host, 1, 4);
    }

    [Fact]
    public async Task A_pool_that_changes_its_size_all_the_time_loses_nothing()
    {
        await using var host = new TrafficHost("crosstown.admission { capacity = 1000, wait = 1m }");
        var router = host.Pool("default").Router;
        using var stop = new CancellationTokenSource();
        var resizing = Stress.OnThreadsAsync(1, _ =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                router.Tell(new AdjustPoolSize(i % 2 == 0 ? 7 : -7));
                router.Ask<Routees>(GetRoutees.Instance, Stress.Patience).Wait(Stress.Patience);
            }
        });
        await Stress.OnThreadsAsync(2, _ =>
        {
            for (var i = 0; i < Stress.Scaled(300); i++)
            {
                var request = host.Request();
                var last = request.Defer(static () => { });
                for (var j = 0; j < 10; j++)
                    last = request.Defer(static async () => await Task.Yield());
                request.End();
                if (i % 20 == 0)
                    last.WaitAsync().Wait(Stress.Patience);
            }
        });
        stop.Cancel();
        await resizing;
        var reading = await host.SettledAsync();
        Assert.Equal(reading.Deferred, reading.Ran);
    }

    [Fact]
    public async Task A_routee_that_is_removed_runs_the_deferrals_that_it_has()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 2");
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource<RouteeLoad>(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = host.Request();
        Deferral? running = null;
        running = request.Defer(async () =>
        {
            started.SetResult(((RouteeLoad)Volatile.Read(ref running)!.Load!));
            await release.Task;
        });
        request.End();
        var busy = await started.Task.WaitAsync(Stress.Patience);
        host.Pool("default").Router.Tell(new RemoveRoutee(busy.Routee));
        Assert.True(busy.IsRetiring);
        var more = host.Request();
        var others = Enumerable.Range(0, 5).Select(_ => more.Defer(() => { })).ToList();
        more.End();
        foreach (var other in others)
            Assert.Equal(Fate.Ran, await other.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Null(running.Fate);
        release.SetResult();
        Assert.Equal(Fate.Ran, await running.WaitAsync().WaitAsync(Stress.Patience));
        await RouteesAsync(host, 1);
    }

    [Fact]
    public async Task A_pool_without_routees_fails_its_deferrals_until_it_has_routees_again()
    {
        await using var host = new TrafficHost();
        var router = host.Pool("default").Router;
        router.Tell(new AdjustPoolSize(-100));
        await RouteesAsync(host, 0);
        var request = host.Request();
        var lost = request.Defer(() => { });
        request.End();
        Assert.Equal(Fate.Failed, await lost.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal("its pool has no routee", lost.Reason);
        await host.SettledAsync();
        router.Tell(new AdjustPoolSize(3));
        await RouteesAsync(host, 3);
        await LeastBusyPoolSpecs.StartTogetherAsync(host, 1, 3);
    }

    [Fact]
    public async Task A_deferral_routed_to_an_actor_that_was_added_to_the_router_has_a_fate()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 1");
        var router = host.Pool("default").Router;
        var stranger = host.System.ActorOf(Props.Create(() => new Stranger()), "stranger");
        router.Tell(new AddRoutee(Routee.FromActorRef(stranger)));
        await RouteesAsync(host, 2);
        router.Tell(new AdjustPoolSize(-1));
        for (var i = 0; i < 4; i++)
        {
            var request = host.Request();
            request.Defer(() => { });
            request.End();
        }

        await host.SettledAsync();
        router.Tell(new RemoveRoutee(Routee.FromActorRef(stranger)));
        await RouteesAsync(host, 1, atMost: true);
    }

    [Fact]
    public async Task A_resizers_pool_grows_with_deferrals_that_await_and_shrinks_by_its_idle_routees()
    {
        await using var host = new TrafficHost(
            """
            akka.actor.deployment./crosstown/pools/default.resizer {
              enabled = on, lower-bound = 2, upper-bound = 6, pressure-threshold = 0, messages-per-resize = 1, rampup-rate = 0.5, backoff-rate = 0.5, backoff-threshold = 0.9
            }
            """);
        await RouteesAsync(host, 2);
        var others = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lasting = await DispatchAsync(last.Task);
        for (var held = 1; (await MembersAsync(host)).Length < 6; held++)
        {
            Assert.True(held < 50, "50 deferrals that await make no six routees");
            await DispatchAsync(others.Task);
        }

        others.SetResult();
        await Eventually.TrueAsync(
            () =>
            {
                DispatchAsync(Task.CompletedTask).Wait(Stress.Patience);
                return MembersAsync(host).Result.Length == 2;
            },
            "the pool is as small as it may be");
        // Its routee was not among those that were stopped.
        Assert.Null(lasting.Fate);
        last.SetResult();
        var reading = await host.SettledAsync();
        Assert.Equal(reading.Deferred, reading.Ran);

        async Task<Deferral> DispatchAsync(Task until)
        {
            var request = host.Request();
            var deferral = request.Defer(async () => await until);
            request.End();
            await Eventually.TrueAsync(() => deferral.Load is not null || deferral.Fate is not null, "it has a routee");
            return deferral;
        }
    }

    [Theory, InlineData("router = least-busy-pool, nr-of-instances = 0,"), InlineData("nr-of-instances = 0,"), InlineData("")]
    public async Task A_pool_whose_resizer_may_go_to_zero_routees_loses_nothing(string more)
    {
        await using var host = new TrafficHost(
            $$"""
            akka.actor.deployment./crosstown/pools/default { {{more}}
              resizer { enabled = on, lower-bound = 0, upper-bound = 4, messages-per-resize = 1, backoff-threshold = 1.0, backoff-rate = 1.0 }
            }
            """);
        for (var i = 0; i < 200; i++)
        {
            var request = host.Request();
            var deferral = request.Defer(static () => { });
            request.End();
            Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        }

        await RouteesAsync(host, 1);
    }

    private static async Task<Routee[]> MembersAsync(TrafficHost host) =>
        [.. (await host.Pool("default").Router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members];

    private static Task RouteesAsync(TrafficHost host, int count, bool atMost = false) =>
        Eventually.TrueAsync(() => MembersAsync(host).Result.Length is var length && (atMost ? length <= count : length == count), $"{count} routees");

    private sealed class Stranger : ReceiveActor;
}
