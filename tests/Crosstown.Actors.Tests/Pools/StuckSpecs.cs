using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §6: a pool or lane in which something waits and nothing moves is named.</summary>
public sealed class StuckSpecs
{
    private const string One = "akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }";

    [Theory, InlineData(false, false), InlineData(false, true), InlineData(true, false), InlineData(true, true)]
    public async Task A_stuck_pool_is_named_once_with_its_running_deferrals_until_it_moves(bool sameThread, bool awaits)
    {
        await using var host = new TrafficHost(One);
        var (running, release) = await StartAsync(host, sameThread, awaits);
        Assert.Empty(host.Stuck.Check(At(0)));
        var waiting = Defer(host, sameThread);
        // A job of ten minutes on which nothing waited is no fault: time counts from the first look that finds something waiting.
        Assert.Empty(host.Stuck.Check(At(600)));
        Assert.Empty(host.Stuck.Check(At(659)));
        Assert.Empty(host.Logs.Texts(EventIds.PoolStuck));

        var place = Assert.Single(host.Stuck.Check(At(660)));
        Assert.Equal((sameThread ? "same-thread lane 0" : "pool default", 1, TimeSpan.FromMinutes(1)), (place.Name, place.Waiting, place.StalledFor));
        Assert.Same(running, Assert.Single(place.Running));
        Assert.Single(host.Stuck.Check(At(700)));
        var text = Assert.Single(host.Logs.Texts(EventIds.PoolStuck));
        Assert.Contains($"in {place.Name} for 00:01:00 (crosstown.stuck-after), and 1 deferrals wait behind the running ones: {running.Id} StuckSpecs.", text, StringComparison.Ordinal);

        release();
        await waiting.WaitAsync().WaitAsync(Stress.Patience);
        await host.SettledAsync();
        Assert.Empty(host.Stuck.Check(At(701)));
        Assert.Single(host.Logs.Texts(EventIds.PoolMovesAgain));
        Assert.Empty(host.Stuck.Check(At(2000)));
        Assert.Single(host.Logs.Texts(EventIds.PoolStuck));
    }

    [Fact]
    public async Task A_deferral_that_starts_or_ends_in_a_pool_restarts_the_time_after_which_the_pool_is_stuck()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 2 }");
        var (_, releaseFirst) = await StartAsync(host, sameThread: false, awaits: true);
        var (second, releaseSecond) = await StartAsync(host, sameThread: false, awaits: true);
        Defer(host, sameThread: false);
        Defer(host, sameThread: false);
        Assert.Empty(host.Stuck.Check(At(0)));
        releaseSecond();
        await second.WaitAsync().WaitAsync(Stress.Patience);
        await Eventually.TrueAsync(() => host.Ledger.Read().Outstanding == 2, "what waited behind the second has run");
        Assert.Empty(host.Stuck.Check(At(60)));
        Assert.Single(host.Pool("default").Activity.Running());
        Assert.Single(host.Stuck.Check(At(130)));
        releaseFirst();
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_pool_that_finds_no_thread_is_named_with_the_deferrals_that_hold_the_threads()
    {
        await using var host = new TrafficHost(
            """
            crosstown.pools.other { }
            crosstown.dispatchers.pool.dedicated-thread-pool.thread-count = 1
            akka.actor.deployment {
              /crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }
              /crosstown/pools/other { router = round-robin-pool, nr-of-instances = 1 }
            }
            """);
        // Its routee must have started while there was a thread for that.
        var first = host.Request();
        first.Defer(() => { }, new DeferralOptions { Pool = "other" });
        first.End();
        await host.SettledAsync();
        var (running, release) = await StartAsync(host, sameThread: false, awaits: false);
        var waiting = Defer(host, sameThread: false, pool: "other");
        Assert.Empty(host.Stuck.Check(At(0)));
        Assert.Equal("pool other", Assert.Single(host.Stuck.Check(At(60))).Name);
        Assert.Contains($"its routees find no free thread. Deferrals running in all pools, of which those that block hold the threads: {running.Id}", Assert.Single(host.Logs.Texts(EventIds.PoolWithoutThread)), StringComparison.Ordinal);
        release();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, waiting.Fate);
    }

    [Theory, InlineData("1s", true), InlineData("off", false)]
    public async Task Stuck_pools_are_found_by_the_systems_clock_unless_the_check_is_off(string after, bool isNamed)
    {
        await using var host = new TrafficHost($"{One}\ncrosstown.stuck-after = {after}");
        var (_, release) = await StartAsync(host, sameThread: false, awaits: true);
        Defer(host, sameThread: false);
        if (isNamed)
            await Eventually.TrueAsync(() => host.Logs.Texts(EventIds.PoolStuck).Any(), "it is named though the application's clock stands still");
        Assert.Equal(isNamed ? 1 : 0, host.Stuck.Check().Count);
        release();
        await host.SettledAsync();
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromDays(1) + TimeSpan.FromSeconds(seconds);

    private static async Task<(Deferral Running, Action Release)> StartAsync(TrafficHost host, bool sameThread, bool awaits)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = host.Request();
        var running = request.Defer(
            () =>
            {
                started.SetResult();
                if (awaits)
                    return go.Task;
                go.Task.Wait(Stress.Patience);
                return Task.CompletedTask;
            },
            new DeferralOptions { SameThread = sameThread });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        return (running, go.SetResult);
    }

    private static Deferral Defer(TrafficHost host, bool sameThread, string? pool = null)
    {
        var request = host.Request();
        var deferral = request.Defer(() => { }, new DeferralOptions { SameThread = sameThread, Pool = pool });
        request.End();
        Assert.True(SpinWait.SpinUntil(() => host.Pools.All.Any(place => place.Activity.HasWaiting) || host.Pools.Lanes.Any(lane => lane.Activity.HasWaiting), Stress.Patience));
        return deferral;
    }
}
