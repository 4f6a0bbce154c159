using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>docs/retries.md: what waits at a gate when the drain begins.</summary>
public sealed class DrainWaitSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Waits_that_end_before_the_deadline_are_waited_for_and_the_rest_is_abandoned_at_once_and_named()
    {
        await using var gates = new GateHost("crosstown.drain-grace = 2s\ncrosstown.pools.calls.retry { attempts = 2, backoff = 4s, jitter = off }");
        var soon = gates.Defer(gates.Host.OutsideRequest, "soon", new() { Delay = 3 * Second });
        var late = gates.Defer(gates.Host.OutsideRequest, "late", new() { Delay = 30 * Second });
        var retried = gates.Defer(gates.Host.OutsideRequest, "retried", failure: attempt => attempt == 1 ? new IOException("busy") : null);
        await gates.RestAsync();
        var drain = gates.Host.Drain.RunAsync(10 * Second);
        await late.WaitAsync().WaitAsync(Stress.Patience);
        Assert.Equal(Fate.Abandoned, late.Fate);
        Assert.Equal(((Fate?)null, (Fate?)null), (soon.Fate, retried.Fate));
        await gates.PassAsync(4);
        var report = await drain.WaitAsync(Stress.Patience);
        Assert.Equal((Fate.Ran, Fate.Ran), (soon.Fate, retried.Fate));
        Assert.Equal([("retried", 0), ("soon", 3), ("retried", 4)], gates.Starts);
        Assert.Equal([late.Id], report.Abandoned.Select(abandoned => abandoned.Id));
    }

    [Fact]
    public async Task The_first_line_of_the_drain_says_how_long_the_waits_need()
    {
        await using var gates = new GateHost("crosstown.pools.calls.rate { permits = 1, window = 2s }");
        foreach (var number in Enumerable.Range(0, 5))
            gates.Defer(gates.Host.OutsideRequest, $"{number}");
        await gates.RestAsync();
        var drain = gates.Host.Drain.RunAsync(20 * Second);
        await Eventually.TrueAsync(() => gates.Host.Logs.Texts(EventIds.DrainBegan).Any());
        Assert.Contains("4 of them wait for a retry, a delay, a rate or a circuit, which needs at least 00:00:08", gates.Host.Logs.Texts(EventIds.DrainBegan).Single(), StringComparison.Ordinal);
        await gates.PassAsync(8, step: 1);
        Assert.Empty((await drain.WaitAsync(Stress.Patience)).Abandoned);
    }

    [Fact]
    public async Task Of_a_rate_the_permits_up_to_the_deadline_are_used()
    {
        await using var gates = new GateHost("crosstown.drain-grace = 1s\ncrosstown.pools.calls.rate { permits = 1, window = 2s }");
        var calls = Enumerable.Range(0, 10).Select(number => gates.Defer(gates.Host.OutsideRequest, $"{number}")).ToList();
        await gates.RestAsync();
        var drain = gates.Host.Drain.RunAsync(7 * Second);
        await calls[^1].WaitAsync().WaitAsync(Stress.Patience);
        Assert.Equal(6, calls.Count(call => call.Fate is Fate.Abandoned));
        await gates.PassAsync(6, step: 1);
        Assert.Equal(6, (await drain.WaitAsync(Stress.Patience)).Abandoned.Count);
        Assert.Equal([0, 2, 4, 6], gates.Starts.Select(start => start.At));
    }

    [Fact]
    public async Task A_backoff_that_begins_during_the_drain_and_would_end_after_it_is_abandoned_at_once()
    {
        await using var gates = new GateHost("crosstown.drain-grace = 1s\ncrosstown.pools.calls.retry { attempts = 2, backoff = 30s, jitter = off }");
        var stop = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var deferral = gates.Host.OutsideRequest.Defer(() => { began.SetResult(); return stop.Task; }, new() { Pool = "calls" });
        await began.Task.WaitAsync(Stress.Patience);
        var drain = gates.Host.Drain.RunAsync(10 * Second);
        await Eventually.TrueAsync(() => gates.Host.Ledger.Read().Outstanding == 1 && gates.Host.Runtime.IsDraining);
        stop.SetException(new IOException("busy"));
        var report = await drain.WaitAsync(Stress.Patience);
        Assert.Equal((Fate.Abandoned, 1), (deferral.Fate, deferral.Attempts));
        Assert.True(report.Abandoned.Single().HadStarted);
    }

    [Fact]
    public async Task What_waits_when_the_actor_system_ends_without_a_drain_gets_its_fate()
    {
        var gates = new GateHost("");
        var deferral = gates.Defer(gates.Host.OutsideRequest, "delayed", new() { Delay = 30 * Second });
        await gates.RestAsync();
        await gates.DisposeAsync();
        Assert.Equal((Fate.Failed, 0), (await deferral.WaitAsync().WaitAsync(Stress.Patience), deferral.Attempts));
    }
}
