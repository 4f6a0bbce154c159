using System.Collections.Concurrent;
using Crosstown.Actors.Tests.Telemetry;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/reference/telemetry.md: crosstown.pool.oldest.</summary>
public sealed class PoolMetricsSpecs
{
    [Fact]
    public async Task The_age_of_the_queue_is_that_of_the_oldest_deferral_in_a_mailbox_of_its_pool()
    {
        await using var host = new TrafficHost(
            """
            crosstown.pools.slow { rate { permits = 1, window = 1h } }
            akka.actor.deployment./crosstown/pools/default.nr-of-instances = 1
            """);
        var ages = new ConcurrentDictionary<string, double>();
        using var listener = MetricsSpecs.Listen<double>(host, "crosstown.pool.oldest", (_, value, tags) => ages[(string)tags.Single().Value!] = value);
        var stop = new TaskCompletionSource();
        var began = new CountdownEvent(2);
        foreach (var sameThread in new[] { false, true })
        {
            host.OutsideRequest.Defer(() => { began.Signal(); return stop.Task; }, new() { SameThread = sameThread });
            Assert.True(SpinWait.SpinUntil(() => began.CurrentCount == (sameThread ? 0 : 1), Stress.Patience));
            host.OutsideRequest.Defer(() => { }, new() { SameThread = sameThread });
            host.Clock.Advance(TimeSpan.FromSeconds(3));
        }

        host.OutsideRequest.Defer(() => { }, new() { Pool = "slow" });
        host.OutsideRequest.Defer(() => { }, new() { Pool = "slow" }).Cancel();
        listener.RecordObservableInstruments();
        Assert.Equal((6, 3, 0), (ages["default"], ages["same-thread"], ages["slow"]));
        stop.SetResult();
        await host.SettledAsync();
        listener.RecordObservableInstruments();
        Assert.Equal((0, 0), (ages["default"], ages["same-thread"]));
    }
}
