namespace Crosstown.Actors.Tests.Gates;

/// <summary>docs/retries.md: delays and latest starts, in virtual time.</summary>
public sealed class DelaySpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_delay_counts_from_the_end_of_the_response()
    {
        await using var gates = new GateHost("");
        var request = gates.Host.Request();
        gates.Defer(request, "delayed", new() { Delay = 3 * Second });
        gates.Defer(request, "at once", new());
        gates.Elsewhere = () => 2;
        await gates.PassAsync(10, step: 5);
        gates.Elsewhere = () => 0;
        request.End();
        await gates.PassAsync(3);
        Assert.Equal([("at once", 10), ("delayed", 13)], gates.Starts);
    }

    [Fact]
    public async Task Without_a_request_a_delay_counts_from_the_call()
    {
        await using var gates = new GateHost("");
        gates.Defer(gates.Host.OutsideRequest, "delayed", new() { Delay = 2 * Second });
        await gates.PassAsync(2);
        Assert.Equal([("delayed", 2)], gates.Starts);
    }

    [Fact]
    public async Task NotBefore_is_a_date_and_with_a_delay_the_later_of_the_two_counts()
    {
        await using var gates = new GateHost("");
        var now = gates.Host.Clock.GetUtcNow();
        gates.Defer(gates.Host.OutsideRequest, "date", new() { NotBefore = now + (2 * Second) });
        gates.Defer(gates.Host.OutsideRequest, "past", new() { NotBefore = now - Second });
        gates.Defer(gates.Host.OutsideRequest, "both", new() { NotBefore = now + (2 * Second), Delay = 3 * Second });
        await gates.PassAsync(3);
        Assert.Equal([("past", 0), ("date", 2), ("both", 3)], gates.Starts);
    }

    [Fact]
    public async Task In_sequential_traffic_a_delay_delays_the_followers()
    {
        await using var gates = new GateHost("");
        var request = gates.Host.Request();
        var first = gates.Defer(request, "first", new() { Sequential = true, Delay = 2 * Second });
        gates.Defer(request, "second", new());
        gates.Elsewhere = () => first.Fate is null ? 1 : 0;
        request.End();
        await gates.PassAsync(2);
        Assert.Equal([("first", 2), ("second", 2)], gates.Starts);
    }

    [Fact]
    public async Task Same_thread_work_behind_a_delayed_one_of_its_request_waits()
    {
        await using var gates = new GateHost("");
        var request = gates.Host.Request();
        gates.Defer(request, "first", new() { SameThread = true, Delay = 2 * Second });
        gates.Defer(request, "second", new() { SameThread = true });
        gates.Defer(request, "pool", new());
        request.End();
        await gates.PassAsync(2);
        Assert.Equal([("pool", 0), ("first", 2), ("second", 2)], gates.Starts);
    }

    [Fact]
    public async Task A_message_to_an_actor_can_be_delayed()
    {
        await using var gates = new GateHost("");
        var inbox = Akka.Actor.Inbox.Create(gates.Host.System);
        var deferral = gates.Host.OutsideRequest.TellTo(inbox.Receiver, "hello", new() { Delay = 2 * Second });
        await gates.PassAsync(1);
        Assert.Null(deferral.Fate);
        await gates.PassAsync(1);
        Assert.Equal(Fate.Ran, deferral.Fate);
        Assert.Equal("hello", inbox.Receive(Stress.Patience));
    }

    [Fact]
    public async Task Cancel_ends_a_delay_at_once()
    {
        await using var gates = new GateHost("");
        var deferral = gates.Defer(gates.Host.OutsideRequest, "delayed", new() { Delay = 2 * Second });
        await gates.RestAsync();
        Assert.True(deferral.Cancel());
        await gates.Host.SettledAsync();
        await gates.PassAsync(3);
        Assert.Empty(gates.Starts);
        Assert.Equal((Fate.Cancelled, 0), (deferral.Fate, deferral.Attempts));
    }

    [Fact]
    public async Task Work_that_runs_on_its_callers_thread_is_not_delayed_there()
    {
        await using var gates = new GateHost("crosstown.without-request = run-now");
        var thread = 0;
        gates.Host.OutsideRequest.Defer(() => { thread = Environment.CurrentManagedThreadId; }, new() { Delay = 2 * Second });
        Assert.Equal(0, thread);
        await gates.PassAsync(2);
        Assert.NotEqual(0, thread);
    }

    [Fact]
    public async Task A_delay_that_is_too_long_is_an_error_that_names_the_setting_and_durable_work()
    {
        await using var host = new TrafficHost("crosstown.deferral.max-delay = 1m");
        foreach (var options in new DeferralOptions[] { new() { Delay = TimeSpan.FromSeconds(61) }, new() { NotBefore = host.Clock.GetUtcNow() + TimeSpan.FromSeconds(61) } })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => host.OutsideRequest.Defer(() => { }, options));
            Assert.Contains("crosstown.deferral.max-delay (00:01:00)", error.Message, StringComparison.Ordinal);
            Assert.Contains("durable", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => host.OutsideRequest.Defer(() => { }, new() { Delay = -Second }));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.OutsideRequest.Defer(() => { }, new() { StartWithin = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.OutsideRequest.Defer(() => { }, new() { Delay = Second, StartWithin = Second }));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.OutsideRequest.Defer(() => { }, new() { Retry = new() { Attempts = 0 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.OutsideRequest.Defer(() => { }, new() { Retry = new() { Backoff = -Second } }));
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    [Fact]
    public async Task Work_that_has_not_started_in_time_fails_when_its_time_is_over()
    {
        await using var gates = new GateHost("crosstown.pools.calls.rate { permits = 1, window = 10s }");
        gates.Defer(gates.Host.OutsideRequest, "first");
        var stale = gates.Defer(gates.Host.OutsideRequest, "stale", new() { Pool = "calls", StartWithin = 3 * Second });
        await gates.PassAsync(3);
        Assert.Null(stale.Fate);
        gates.Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await gates.Host.SettledAsync();
        Assert.Equal((Fate.Failed, 0), (stale.Fate, stale.Attempts));
        Assert.IsType<DeferralExpiredException>(stale.Exception);
        Assert.Equal([("first", 0)], gates.Starts);
    }

    [Fact]
    public async Task Work_that_waits_too_long_for_a_busy_routee_does_not_start()
    {
        await using var gates = new GateHost("akka.actor.deployment./crosstown/pools/default { router = least-busy-pool, nr-of-instances = 1 }");
        var stop = new TaskCompletionSource();
        gates.Host.OutsideRequest.Defer(() => stop.Task);
        var stale = gates.Defer(gates.Host.OutsideRequest, "stale", new() { StartWithin = 3 * Second });
        var fresh = gates.Defer(gates.Host.OutsideRequest, "fresh", new() { StartWithin = 5 * Second });
        gates.Host.Clock.Advance(4 * Second);
        stop.SetResult();
        await gates.Host.SettledAsync();
        Assert.IsType<DeferralExpiredException>(stale.Exception);
        Assert.Equal((Fate.Failed, Fate.Ran), (stale.Fate, fresh.Fate));
    }

    [Fact]
    public async Task A_further_attempt_is_not_made_when_the_time_is_over()
    {
        await using var gates = new GateHost("");
        var deferral = gates.Defer(
            gates.Host.OutsideRequest, "code", new() { StartWithin = 3 * Second, Retry = new() { Attempts = 9, Backoff = 2 * Second, Jitter = false } }, _ => new IOException("busy"));
        await gates.PassAsync(7);
        Assert.Equal([("code", 0), ("code", 2)], gates.Starts);
        Assert.IsType<DeferralExpiredException>(deferral.Exception);
        Assert.Equal(2, deferral.Attempts);
    }
}
