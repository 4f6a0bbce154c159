using System.Collections.Concurrent;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>docs/retries.md: partitions and unique keys.</summary>
public sealed class KeySpecs
{
    [Fact]
    public async Task Of_one_partition_one_runs_at_a_time_in_order_across_requests_and_others_go_on()
    {
        await using var gates = new GateHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 2");
        var stop = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var first = gates.Host.Request();
        first.Defer(() => { began.SetResult(); return stop.Task; }, new() { Partition = "order 1" });
        first.End();
        await began.Task.WaitAsync(Stress.Patience);
        foreach (var number in Enumerable.Range(0, 3))
        {
            var request = gates.Host.Request();
            gates.Defer(request, $"order 1 {number}", new() { Partition = "order 1" });
            gates.Defer(request, $"order 2 {number}", new() { Partition = "order 2" });
            gates.Elsewhere = () => 1;
            request.End();
            await gates.RestAsync();
        }

        Assert.Equal(["order 2 0", "order 2 1", "order 2 2"], gates.Starts.Select(start => start.Name));
        gates.Elsewhere = () => 0;
        stop.SetResult();
        await gates.Host.SettledAsync();
        Assert.Equal(["order 1 0", "order 1 1", "order 1 2"], gates.Starts.Skip(3).Select(start => start.Name));
    }

    [Fact]
    public async Task A_partition_keeps_its_order_over_delays_and_attempts()
    {
        await using var gates = new GateHost("crosstown.pools.calls.retry { attempts = 2, backoff = 1s, jitter = off }");
        gates.Defer(gates.Host.OutsideRequest, "first", new() { Pool = "calls", Partition = "1", Delay = TimeSpan.FromSeconds(1) }, attempt => attempt == 1 ? new IOException("busy") : null);
        gates.Defer(gates.Host.OutsideRequest, "second", new() { Pool = "calls", Partition = "1" });
        await gates.PassAsync(2);
        Assert.Equal([("first", 1), ("first", 2), ("second", 2)], gates.Starts);
    }

    [Fact]
    public async Task A_partition_goes_on_behind_one_that_is_cancelled()
    {
        await using var gates = new GateHost("");
        var first = gates.Defer(gates.Host.OutsideRequest, "first", new() { Partition = "1", Delay = TimeSpan.FromSeconds(60) });
        var second = gates.Defer(gates.Host.OutsideRequest, "second", new() { Partition = "1" });
        gates.Defer(gates.Host.OutsideRequest, "third", new() { Partition = "1" });
        await gates.RestAsync();
        second.Cancel();
        first.Cancel();
        await gates.Host.SettledAsync();
        Assert.Equal(["third"], gates.Starts.Select(start => start.Name));
    }

    [Fact]
    public async Task A_thousand_of_ten_partitions_each_run_one_at_a_time_and_in_order()
    {
        await using var host = new TrafficHost("crosstown.deferral.retry { attempts = 3, backoff = 0s }");
        var ran = Enumerable.Range(0, 10).Select(_ => new ConcurrentQueue<int>()).ToArray();
        var running = new int[10];
        var most = 0;
        for (var number = 0; number < 1000; number++)
        {
            var (partition, at) = (number % 10, number / 10);
            host.OutsideRequest.Defer<TrafficContext>(async (context, _) =>
            {
                Stress.RaiseTo(ref most, Interlocked.Increment(ref running[partition]));
                await Task.Yield();
                Interlocked.Decrement(ref running[partition]);
                if (at % 7 == 0 && context.Attempt == 1)
                    throw new IOException("busy");
                ran[partition].Enqueue(at);
            }, new() { Partition = $"{partition}" });
        }

        await host.SettledAsync();
        Assert.Equal(1, most);
        Assert.All(ran, partition => Assert.Equal(Enumerable.Range(0, 100), partition));
    }

    [Fact]
    public async Task A_partition_on_a_lane_is_an_error()
    {
        await using var host = new TrafficHost();
        Assert.Throws<ArgumentException>(() => host.OutsideRequest.Defer(() => { }, new() { SameThread = true, Partition = "1" }));
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    [Fact]
    public async Task Of_one_unique_key_one_is_pending_at_a_time_and_later_ones_name_it()
    {
        await using var gates = new GateHost("");
        var options = new DeferralOptions { UniqueFor = "order 1", Delay = TimeSpan.FromSeconds(2) };
        var (one, two) = (gates.Host.Request(), gates.Host.Request());
        var first = gates.Defer(one, "first", options);
        var second = gates.Defer(two, "second", options);
        var other = gates.Defer(two, "other", options with { UniqueFor = "order 2" });
        gates.Elsewhere = () => 2;
        one.End();
        await gates.RestAsync();
        gates.Elsewhere = () => 0;
        two.End();
        await gates.RestAsync();
        Assert.Equal(Fate.Cancelled, second.Fate);
        Assert.StartsWith(first.Id.ToString(), second.Reason, StringComparison.Ordinal);
        await gates.PassAsync(2);
        Assert.Equal((Fate.Ran, Fate.Ran), (first.Fate, other.Fate));
        gates.Defer(gates.Host.OutsideRequest, "later", options);
        await gates.PassAsync(2);
        Assert.Equal(["first", "other", "later"], gates.Starts.Select(start => start.Name));
    }

    [Fact]
    public async Task One_that_has_started_or_was_stopped_by_its_response_is_not_pending()
    {
        await using var gates = new GateHost("akka.actor.deployment./crosstown/pools/default.nr-of-instances = 2");
        var options = new DeferralOptions { UniqueFor = "order 1" };
        var failed = gates.Host.Request();
        gates.Defer(failed, "no-go", options);
        failed.End(500);
        var stop = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        gates.Host.OutsideRequest.Defer(() => { began.SetResult(); return stop.Task; }, options);
        await began.Task.WaitAsync(Stress.Patience);
        gates.Defer(gates.Host.OutsideRequest, "second", options);
        gates.Elsewhere = () => 1;
        await gates.RestAsync();
        Assert.Equal(["second"], gates.Starts.Select(start => start.Name));
        stop.SetResult();
        await gates.Host.SettledAsync();
    }
}
