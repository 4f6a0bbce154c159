using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Tests.Requests;

/// <summary>docs/design.md §2.2: sequential traffic: the pool work of one request, one after another.</summary>
public sealed class SequentialSpecs
{
    [Fact]
    public async Task Pool_work_runs_in_order_one_at_a_time_while_other_requests_go_on()
    {
        await using var host = new TrafficHost("crosstown.pools.calls { }");
        var request = host.Request(new EndpointDeferralOptions { Sequential = true });
        var order = new List<int>();
        var running = 0;
        var most = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource();
        for (var i = 0; i < 100; i++)
        {
            var number = i;
            request.Defer(
                async () =>
                {
                    Stress.RaiseTo(ref most, Interlocked.Increment(ref running));
                    if (number == 0)
                    {
                        began.SetResult();
                        await gate.Task;
                    }

                    await Task.Yield();
                    order.Add(number);
                    Interlocked.Decrement(ref running);
                },
                new DeferralOptions { Pool = i % 2 == 0 ? "calls" : "default" });
        }

        request.End();
        await began.Task.WaitAsync(Stress.Patience);
        var other = host.Request();
        var free = other.Defer(() => { });
        other.End();
        Assert.Equal(Fate.Ran, await free.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Empty(order);
        gate.SetResult();
        await host.SettledAsync();
        Assert.Equal(Enumerable.Range(0, 100), order);
        Assert.Equal(1, most);
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Theory]
    [InlineData("on", null, null, false), InlineData("off", null, null, true), InlineData("off", true, null, false), InlineData("on", null, false, true)]
    public async Task A_failure_ends_the_sequence_or_not_by_option(string hocon, bool? endpoint, bool? own, bool goesOn)
    {
        await using var host = new TrafficHost($"crosstown.sequential.stop-on-failure = {hocon}");
        var request = host.Request(new EndpointDeferralOptions { Sequential = true, StopOnFailure = endpoint });
        request.Defer(() => { });
        var failed = request.Defer(Throw, new DeferralOptions { StopOnFailure = own });
        var after = request.Defer(() => { });
        var elsewhere = request.Defer(() => { }, new DeferralOptions { SameThread = true });
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, goesOn ? Fate.Ran : Fate.Cancelled, Fate.Ran), (failed.Fate, after.Fate, elsewhere.Fate));
        if (!goesOn)
            Assert.Equal($"{failed.Id}, before it in sequence, failed", after.Reason);

        static void Throw() => throw new InvalidOperationException("on purpose");
    }

    [Fact]
    public async Task A_deferral_that_timed_out_holds_up_its_sequence_until_its_code_returns()
    {
        await using var host = new TrafficHost("crosstown.deferral.abandon-after = infinite");
        var request = host.Request();
        var options = new DeferralOptions { Sequential = true, Timeout = TimeSpan.FromSeconds(1) };
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = request.Defer(
            async () =>
            {
                started.SetResult();
                await release.Task;
            },
            options);
        var next = request.Defer(() => { }, options);
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fate.Failed, await slow.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Null(next.Fate);
        release.SetResult();
        Assert.Equal(Fate.Ran, await next.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
    }

    [Fact]
    public async Task In_races_of_a_cancellation_against_the_sequence_it_always_comes_to_its_end()
    {
        await using var host = new TrafficHost();
        var rounds = Stress.Scaled(2_000);
        for (var round = 0; round < rounds; round++)
        {
            var request = host.Request(new EndpointDeferralOptions { Sequential = true });
            var deferrals = Enumerable.Range(0, 5).Select(_ => request.Defer(() => { })).ToList();
            request.End();
            foreach (var deferral in deferrals)
                deferral.Cancel();
        }

        Assert.Equal(5L * rounds, (await host.SettledAsync()).Ended);
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Fact]
    public async Task A_failure_ends_the_sequence_for_later_deferrals_too()
    {
        await using var host = new TrafficHost("crosstown.sequential.stop-on-failure = on");
        var request = host.Request(new EndpointDeferralOptions { Sequential = true });
        var first = request.Defer(() => { });
        request.ReleaseEarly();
        Assert.Equal(Fate.Ran, await first.WaitAsync().WaitAsync(Stress.Patience));
        var failed = request.Defer(() => throw new InvalidOperationException("on purpose"));
        Assert.Equal(Fate.Failed, await failed.WaitAsync().WaitAsync(Stress.Patience));
        for (var i = 0; i < 3; i++)
        {
            var later = request.Defer(() => { });
            Assert.Equal(Fate.Cancelled, await later.WaitAsync().WaitAsync(Stress.Patience));
            Assert.Equal($"{failed.Id}, before it in sequence, failed", later.Reason);
        }

        var elsewhere = request.Defer(() => { }, new DeferralOptions { SameThread = true });
        Assert.Equal(Fate.Ran, await elsewhere.WaitAsync().WaitAsync(Stress.Patience));
        request.End();
        await host.SettledAsync();
        await LivingRequestActors.CountAsync(host, 0);
    }
}
