using Crosstown.Actors.Gates;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>docs/retries.md: the circuit of a pool, in virtual time.</summary>
public sealed class CircuitSpecs
{
    private const string Circuit = "crosstown.pools.calls.circuit { failures = 0.5, of = 4, within = 30s, open = 10s }\nakka.actor.deployment./crosstown/pools/calls { router = least-busy-pool, nr-of-instances = 1 }";

    private static readonly Exception Failure = new IOException("down");

    [Fact]
    public async Task A_circuit_opens_when_too_many_fail_and_closes_when_the_one_that_is_tried_succeeds()
    {
        await using var gates = new GateHost(Circuit);
        foreach (var name in new[] { "ok", "ok", "down", "down", "probe", "after" })
            gates.Defer(gates.Host.OutsideRequest, name, failure: _ => name == "down" ? Failure : null);
        await gates.PassAsync(9);
        Assert.Equal(["ok", "ok", "down", "down"], gates.Starts.Select(start => start.Name));
        Assert.Equal((CircuitState.Open, 2), (gates.Calls.Gate.CircuitState, gates.Calls.Gate.Waiting));
        await gates.PassAsync(1);
        Assert.Equal([("probe", 10), ("after", 10)], gates.Starts.Skip(4));
        Assert.Equal(CircuitState.Closed, gates.Calls.Gate.CircuitState);
        Assert.Equal([1306, 1307], gates.Host.Logs.Entries.Select(entry => entry.Id).Where(id => id is 1306 or 1307));
    }

    [Fact]
    public async Task It_opens_again_when_the_one_that_is_tried_fails_and_tries_one_at_a_time()
    {
        await using var gates = new GateHost(Circuit);
        var isDown = true;
        foreach (var number in Enumerable.Range(0, 8))
            gates.Defer(gates.Host.OutsideRequest, $"{number}", failure: _ => isDown ? Failure : null);
        await gates.PassAsync(25, step: 1);
        Assert.Equal([0, 0, 0, 0, 10, 20], gates.Starts.Select(start => start.At));
        isDown = false;
        await gates.PassAsync(5, step: 1);
        Assert.Equal([30, 30], gates.Starts.Skip(6).Select(start => start.At));
    }

    [Fact]
    public async Task Fewer_attempts_older_ones_and_a_smaller_share_of_failures_do_not_open_it()
    {
        await using var gates = new GateHost(Circuit);
        foreach (var fails in new[] { true, false, false, false, true, false, false })
            gates.Defer(gates.Host.OutsideRequest, "mixed", failure: _ => fails ? Failure : null);
        await gates.PassAsync(0.25);
        Assert.Equal(CircuitState.Closed, gates.Calls.Gate.CircuitState);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await gates.PassAsync(40, step: 40);
            gates.Defer(gates.Host.OutsideRequest, "seldom", failure: _ => Failure);
        }

        await gates.RestAsync();
        Assert.Equal(CircuitState.Closed, gates.Calls.Gate.CircuitState);
    }

    [Fact]
    public async Task With_when_open_fail_deferrals_fail_at_once()
    {
        await using var gates = new GateHost(Circuit.Replace("open = 10s", "open = 10s, when-open = fail", StringComparison.Ordinal));
        foreach (var _ in Enumerable.Range(0, 4))
            gates.Defer(gates.Host.OutsideRequest, "down", failure: _ => Failure);
        await gates.RestAsync();
        var refused = gates.Defer(gates.Host.OutsideRequest, "refused");
        await gates.Host.SettledAsync();
        Assert.IsType<CircuitOpenException>(refused.Exception);
        Assert.Equal((Fate.Failed, 0), (refused.Fate, refused.Attempts));
        await gates.PassAsync(10, step: 1);
        var tried = gates.Defer(gates.Host.OutsideRequest, "tried");
        await gates.Host.SettledAsync();
        Assert.Equal(Fate.Ran, tried.Fate);
    }

    [Fact]
    public async Task Every_failed_attempt_counts_but_not_one_that_was_asked_to_wait_or_was_cancelled()
    {
        await using var gates = new GateHost("crosstown.pools.calls.retry { attempts = 9, backoff = 0s }\n" + Circuit);
        var asked = gates.Defer(gates.Host.OutsideRequest, "asked", failure: attempt => attempt < 9 ? new RetryAfterException(TimeSpan.Zero) : null);
        await gates.RestAsync();
        Assert.Equal((Fate.Ran, CircuitState.Closed), (asked.Fate, gates.Calls.Gate.CircuitState));
        gates.Defer(gates.Host.OutsideRequest, "failing", failure: _ => Failure);
        await gates.RestAsync();
        Assert.Equal(CircuitState.Open, gates.Calls.Gate.CircuitState);
        Assert.Equal(1, gates.Calls.Gate.Waiting);
    }
}
