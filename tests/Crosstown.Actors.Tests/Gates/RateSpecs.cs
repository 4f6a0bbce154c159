namespace Crosstown.Actors.Tests.Gates;

/// <summary>docs/retries.md: the rate of a pool, in virtual time.</summary>
public sealed class RateSpecs
{
    private const string Rate = "crosstown.pools.calls.rate { permits = 2, window = 1s, burst = 5 }";

    [Fact]
    public async Task A_burst_starts_at_once_and_the_rest_at_the_rate_in_the_order_deferred()
    {
        await using var gates = new GateHost(Rate);
        var request = gates.Host.Request();
        foreach (var number in Enumerable.Range(0, 10))
            gates.Defer(request, $"{number}");
        request.End();
        await gates.PassAsync(3);
        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}").Order(), gates.Starts.Select(start => start.Name).Order());
        Assert.Equal([0, 0, 0, 0, 0, 0.5, 1, 1.5, 2, 2.5], gates.Starts.Select(start => start.At));
        Assert.Equal(["5", "6", "7", "8", "9"], gates.Starts.Skip(5).Select(start => start.Name));
    }

    [Fact]
    public async Task Permits_are_saved_up_to_the_burst_and_no_further()
    {
        await using var gates = new GateHost(Rate);
        foreach (var number in Enumerable.Range(0, 5))
            gates.Defer(gates.Host.OutsideRequest, $"{number}");
        await gates.PassAsync(100, step: 50);
        foreach (var number in Enumerable.Range(0, 6))
            gates.Defer(gates.Host.OutsideRequest, $"{number}");
        await gates.PassAsync(0.5);
        Assert.Equal([.. Enumerable.Repeat(0, 5), .. Enumerable.Repeat(100, 5), 100.5], gates.Starts.Select(start => start.At));
    }

    [Fact]
    public async Task A_rate_counts_starts_and_not_what_waits_for_a_busy_routee()
    {
        await using var gates = new GateHost("crosstown.pools.calls.rate { permits = 1, window = 1s }\nakka.actor.deployment./crosstown/pools/calls { router = least-busy-pool, nr-of-instances = 1 }");
        var stop = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        gates.Host.OutsideRequest.Defer(() => { began.SetResult(); return stop.Task; }, new() { Pool = "calls" });
        await began.Task.WaitAsync(Stress.Patience);
        foreach (var number in Enumerable.Range(0, 3))
            gates.Defer(gates.Host.OutsideRequest, $"{number}");
        gates.Elsewhere = () => 1;
        await gates.PassAsync(10, step: 5);
        Assert.Empty(gates.Starts);
        gates.Elsewhere = () => 0;
        stop.SetResult();
        await gates.PassAsync(2);
        Assert.Equal([10, 11, 12], gates.Starts.Select(start => start.At));
    }

    [Fact]
    public async Task A_cancelled_deferral_takes_no_permit()
    {
        await using var gates = new GateHost("crosstown.pools.calls.rate { permits = 1, window = 1s }");
        gates.Defer(gates.Host.OutsideRequest, "first");
        var second = gates.Defer(gates.Host.OutsideRequest, "second");
        gates.Defer(gates.Host.OutsideRequest, "third");
        await gates.RestAsync();
        Assert.True(second.Cancel());
        await gates.PassAsync(1);
        Assert.Equal([("first", 0), ("third", 1)], gates.Starts);
    }

    [Fact]
    public async Task Each_attempt_takes_a_permit()
    {
        await using var gates = new GateHost("crosstown.pools.calls.rate { permits = 1, window = 1s }\ncrosstown.pools.calls.retry { attempts = 2, backoff = 0s }");
        gates.Defer(gates.Host.OutsideRequest, "failing", failure: attempt => attempt == 1 ? new IOException("busy") : null);
        gates.Defer(gates.Host.OutsideRequest, "other");
        await gates.PassAsync(2);
        Assert.Equal([("failing", 0), ("other", 1), ("failing", 2)], gates.Starts);
    }

    [Fact]
    public async Task The_age_of_the_queue_is_told_and_a_pool_that_waits_is_not_stuck()
    {
        await using var gates = new GateHost("crosstown.stuck-after = 1s\ncrosstown.pools.calls.rate { permits = 1, window = 1h }");
        foreach (var number in Enumerable.Range(0, 3))
            gates.Defer(gates.Host.OutsideRequest, $"{number}");
        await gates.PassAsync(90, step: 30);
        Assert.Equal((2, TimeSpan.FromSeconds(90)), (gates.Calls.Gate.Waiting, gates.Calls.Gate.OldestWait));
        gates.Host.Stuck.Check(TimeSpan.Zero);
        Assert.Empty(gates.Host.Stuck.Check(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_pool_has_room_of_its_own()
    {
        await using var gates = new GateHost("crosstown.pools.calls { capacity = 2, rate { permits = 1, window = 1h } }");
        gates.Defer(gates.Host.OutsideRequest, "runs");
        await gates.RestAsync();
        gates.Defer(gates.Host.OutsideRequest, "waits");
        gates.Defer(gates.Host.OutsideRequest, "waits, too");
        var full = Assert.Throws<TrafficFullException>(() => gates.Defer(gates.Host.OutsideRequest, "does not fit"));
        Assert.Contains("crosstown.pools.calls.capacity", full.Message, StringComparison.Ordinal);
        gates.Defer(gates.Host.OutsideRequest, "elsewhere", new() { Pool = "default" });
        await gates.RestAsync();
        Assert.Equal(["runs", "elsewhere"], gates.Starts.Select(start => start.Name));
    }
}
