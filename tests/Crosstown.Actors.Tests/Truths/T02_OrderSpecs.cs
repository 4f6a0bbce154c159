using Akka.Actor;
using Akka.TestKit.Xunit2;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Tests.Harness;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>DESIGN §2.2: dispatched in the order admitted, across pools.</summary>
public sealed class T02_OrderSpecs : TestKit
{
    private const string Pools = "crosstown.pools { a { } b { } }";

    public T02_OrderSpecs()
        : base(CrosstownSettings.Reference)
    {
    }

    [Fact]
    public async Task Deferrals_are_dispatched_in_the_order_admitted_across_pools_and_actors()
    {
        await using var host = new TrafficHost(Pools, system: Sys);
        host.Traffic.Pool("a").Redirected = TestActor;
        host.Traffic.Pool("b").Redirected = TestActor;
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
            Assert.Equal(i, await ExpectMsgAsync<int>());
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
    public async Task Concurrent_calls_are_dispatched_in_the_order_of_their_ordinals()
    {
        await using var host = new TrafficHost(system: Sys);
        host.Traffic.Pool("default").Redirected = TestActor;
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
            received.Add(await ExpectMsgAsync<int>());
        Assert.Equal(Enumerable.Range(1, 1600), received.Select(number => deferrals[number].Id.Ordinal));
        for (var thread = 0; thread < 8; thread++)
            Assert.Equal(Enumerable.Range(thread * 1000, 200), received.Where(number => number / 1000 == thread));
    }
}
