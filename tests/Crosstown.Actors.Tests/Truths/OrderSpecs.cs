using Akka.Actor;
using Akka.TestKit.Xunit2;
using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.2: dispatched in the order admitted, across pools.</summary>
public sealed class OrderSpecs : TestKit
{
    private const string Pools = "crosstown.pools { a { } b { } }";

    public OrderSpecs()
        : base(CrosstownSettings.Reference)
    {
    }

    [Fact]
    public async Task Deferrals_are_dispatched_in_the_order_admitted_across_pools_and_actors()
    {
        await using var host = new TrafficHost(Pools, services => services.AddTrafficHandler<Nothing>(), Sys);
        host.Pool("a").Router = TestActor;
        host.Pool("b").Router = TestActor;
        var request = host.Request();
        for (var i = 0; i < 300; i++)
        {
            switch (i % 3)
            {
                case 0:
                    request.Tell(i, new DeferralOptions { Pool = "a" });
                    break;
                case 1:
                    request.Tell(i, new DeferralOptions { Pool = "b" });
                    break;
                default:
                    request.TellTo(TestActor, i);
                    break;
            }
        }

        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        request.End();
        for (var i = 0; i < 300; i++)
            Assert.Equal(i, Take(await ExpectMsgAsync<object>()));
        Assert.Equal(300, (await host.SettledAsync()).Ran);
    }

    [Fact]
    public async Task A_pool_of_one_runs_in_the_order_admitted()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }");
        var request = host.Request();
        var ran = new List<int>();
        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            request.Defer(() => ran.Add(number));
        }

        request.End();
        await host.SettledAsync();
        Assert.Equal(Enumerable.Range(0, 1000), ran);
    }

    [Fact]
    public async Task An_asynchronous_deferral_keeps_its_routee_until_it_is_done()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }");
        var request = host.Request();
        var running = 0;
        var most = 0;
        for (var i = 0; i < 50; i++)
        {
            request.Defer(async () =>
            {
                Stress.RaiseTo(ref most, Interlocked.Increment(ref running));
                await Task.Yield();
                await Task.Delay(1);
                Interlocked.Decrement(ref running);
            });
        }

        request.End();
        await host.SettledAsync();
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Of_concurrent_calls_those_of_each_thread_are_dispatched_in_its_order()
    {
        await using var host = new TrafficHost("", services => services.AddTrafficHandler<Nothing>(), Sys);
        host.Pool("default").Router = TestActor;
        var request = host.Request();
        var deferrals = new System.Collections.Concurrent.ConcurrentDictionary<int, Deferral>();
        await Stress.OnThreadsAsync(8, thread =>
        {
            for (var i = 0; i < 200; i++)
                deferrals[thread * 1000 + i] = request.Tell(thread * 1000 + i);
        });
        request.End();
        var received = new List<int>();
        for (var i = 0; i < 1600; i++)
            received.Add(Take(await ExpectMsgAsync<object>()));
        Assert.Equal(Enumerable.Range(1, 1600), received.Select(number => deferrals[number].DispatchOrder));
        Assert.Equal(Enumerable.Range(1, 1600), deferrals.Values.Select(static deferral => deferral.Id.Ordinal).Order());
        for (var thread = 0; thread < 8; thread++)
            Assert.Equal(Enumerable.Range(thread * 1000, 200), received.Where(number => number / 1000 == thread));
    }

    /// <summary>Runs what a routee is told.</summary>
    private static int Take(object message)
    {
        if (message is not DeferralEnvelope { Deferral: var deferral })
            return (int)message;
        var number = (int)deferral.Work.Message!;
        deferral.TryEnd(Fate.Ran);
        return number;
    }

    private sealed class Nothing : ITrafficHandler<int>
    {
        public Task HandleAsync(int message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
