using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Tests.Traffic;

/// <summary>docs/afterwards.md: a deferral that is released when all of a set have their fates.</summary>
public sealed class WhenAllSpecs
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task The_summary_runs_after_the_last_fate_and_is_given_every_fate_with_its_exception_and_attempts()
    {
        await using var host = new TrafficHost("crosstown.pools.calls { }");
        var request = host.Request();
        var calls = new[]
        {
            request.Defer(() => _open.Task),
            request.Defer(() => throw new IOException("busy"), new() { Retry = new() { Attempts = 2, Backoff = TimeSpan.Zero } }),
            request.Defer(() => { }, new() { NoGo = [200] }),
            request.Defer(() => { }, new() { SameThread = true }),
        };
        IReadOnlyList<(Fate?, string?, int)> seen = [];
        var summary = request.WhenAll(calls).Then(set => seen = [.. set.Select(call => (call.Fate, call.Exception?.Message, call.Attempts))], new() { Pool = "calls" });
        request.End();
        await Task.WhenAll(calls.Skip(1).Select(call => call.WaitAsync())).WaitAsync(Stress.Patience);
        Assert.Null(summary.Fate);
        _open.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, summary.Fate);
        Assert.Equal([(Fate.Ran, null, 1), (Fate.Failed, "busy", 2), (Fate.NoGo, null, 0), (Fate.Ran, null, 1)], seen);
        Assert.Equal([1, 2, 0, 3, 4], calls.Append(summary).Select(deferral => deferral.DispatchOrder));
    }

    [Fact]
    public async Task It_is_judged_with_the_others_and_a_no_go_does_not_wait()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var call = request.Defer(() => _open.Task, new() { NoGo = [] });
        var stopped = request.WhenAll(call).Then(_ => { });
        var goes = request.WhenAll(call).Then(_ => { }, new() { NoGo = [] });
        var predicate = request.WhenAll(call).Then(_ => { }, new() { NoGo = [], When = _ => false });
        request.End(500);
        Assert.Equal((Fate.NoGo, Fate.NoGo), (await stopped.WaitAsync().WaitAsync(Stress.Patience), await predicate.WaitAsync().WaitAsync(Stress.Patience)));
        Assert.Equal("the status is 500 (no-go rule 5xx)", stopped.Reason);
        Assert.Null(call.Fate);
        _open.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, goes.Fate);
    }

    [Fact]
    public async Task A_veto_ends_it()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var summary = request.WhenAll(request.Defer(() => { })).Then(_ => { });
        request.NoGo("the card was declined");
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.NoGo, "the card was declined"), (summary.Fate, summary.Reason));
    }

    [Fact]
    public async Task An_empty_set_has_all_its_fates_and_one_that_was_stopped_as_a_whole_has_them_too()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var empty = request.WhenAll().Then(set => Assert.Empty(set));
        var stopped = request.WhenAll(request.Defer(() => { }, new() { NoGo = [200] }), request.Defer(() => { })).Then(set => Assert.Equal(2, set.Count));
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.Ran), (empty.Fate, stopped.Fate));
    }

    [Fact]
    public async Task While_it_waits_it_has_its_slot_and_no_routee_and_nothing_is_stuck()
    {
        await using var host = new TrafficHost("""
            crosstown.pools.calls { }
            crosstown.admission.capacity = 3
            akka.actor.deployment { /crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 } }
            """);
        var request = host.Request();
        var call = request.Defer(() => _open.Task, new() { Pool = "calls" });
        var summary = request.WhenAll(call).Then(_ => { });
        request.End();
        await Eventually.TrueAsync(() => call.IsRunning && summary.DispatchOrder == 2);
        Assert.Equal((2, 2L), (host.Ledger.SlotsTaken, host.Ledger.Read().Outstanding));
        Assert.Equal(Fate.Ran, await host.OutsideRequest.Defer(() => { }).WaitAsync().WaitAsync(Stress.Patience));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(host.Stuck.Check());
        await Eventually.TrueAsync(() => host.Ledger.SlotsTaken == 2);
        var other = host.Request();
        var last = other.Defer(() => { });
        Assert.Throws<TrafficFullException>(() => other.WhenAll(last).Then(_ => { }));
        other.End();
        _open.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, summary.Fate);
    }

    [Fact]
    public async Task Cancelled_while_it_waits_it_ends_at_once_and_never_runs()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var call = request.Defer(() => _open.Task);
        var ran = false;
        var summary = request.WhenAll(call).Then(_ => ran = true);
        request.End();
        await Eventually.TrueAsync(() => call.IsRunning);
        Assert.True(summary.Cancel());
        Assert.Equal((Fate.Cancelled, "cancelled by its receipt", 1), (summary.Fate, summary.Reason, host.Ledger.SlotsTaken));
        _open.SetResult();
        await host.SettledAsync();
        Assert.False(ran);
    }

    [Theory, InlineData(true, "call, summary, after"), InlineData(false, "after, call, summary")]
    public async Task In_sequential_traffic_the_deferrals_behind_it_wait_for_it_and_else_they_pass_it(bool sequential, string expected)
    {
        await using var host = new TrafficHost();
        var request = host.Request(new EndpointDeferralOptions { Sequential = sequential });
        var order = new List<string>();
        var call = request.Defer(async () =>
        {
            await _open.Task;
            Add("call");
        });
        request.WhenAll(call).Then(_ => Add("summary"));
        var after = request.Defer(() => Add("after"));
        request.End();
        await Eventually.TrueAsync(() => call.IsRunning);
        if (!sequential)
            await after.WaitAsync().WaitAsync(Stress.Patience);
        Assert.Equal(sequential, after.Fate is null);
        _open.SetResult();
        await host.SettledAsync();
        Assert.Equal(expected, string.Join(", ", order));

        void Add(string name)
        {
            lock (order)
                order.Add(name);
        }
    }

    [Fact]
    public async Task On_a_lane_it_takes_its_place_at_the_last_fate_so_that_its_set_may_use_the_lane()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var lane = new DeferralOptions { SameThread = true };
        var call = request.Defer<TrafficContext>(async (context, token) => await context.Traffic.Defer(() => { }, lane).WaitAsync(token));
        var threads = new List<int>();
        var summary = request.WhenAll(call).Then(_ => threads.Add(Environment.CurrentManagedThreadId), lane);
        var after = request.Defer(() => threads.Add(Environment.CurrentManagedThreadId), lane);
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.Ran, Fate.Ran), (call.Fate, summary.Fate, after.Fate));
        Assert.Single(threads.Distinct());
    }

    [Fact]
    public async Task Running_work_has_sets_of_its_own_traffic_and_none_of_its_requests()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var sibling = request.Defer(() => { });
        Deferral? summary = null;
        var error = "";
        request.Defer<TrafficContext>((context, _) =>
        {
            var children = Enumerable.Range(0, 3).Select(_ => context.Traffic.Defer(() => _open.Task)).ToList();
            summary = context.Traffic.WhenAll(children).Then<TrafficContext>((set, own, _) =>
            {
                Assert.All(set, child => Assert.Equal(Fate.Ran, child.Fate));
                Assert.Same(set, own.Awaited);
                return Task.CompletedTask;
            });
            error = Assert.Throws<ArgumentException>(() => context.Traffic.WhenAll(sibling).Then(_ => { })).Message;
            return Task.CompletedTask;
        });
        request.End();
        await Eventually.TrueAsync(() => error.Length > 0);
        Assert.Null(summary!.Fate);
        _open.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, summary.Fate);
        Assert.Contains($"and the traffic is that of running work of request {sibling.Account.Number}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_request_it_is_dispatched_at_the_last_fate()
    {
        await using var host = new TrafficHost();
        var calls = Enumerable.Range(0, 3).Select(_ => host.OutsideRequest.Defer(() => _open.Task)).ToList();
        var summary = host.OutsideRequest.WhenAll(calls).Then(_ => { });
        await Eventually.TrueAsync(() => calls.TrueForAll(call => call.IsRunning));
        Assert.Null(summary.Fate);
        _open.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, summary.Fate);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task With_run_now_it_runs_on_its_callers_thread_only_when_its_set_has_all_its_fates(bool done)
    {
        await using var host = new TrafficHost("crosstown.without-request = run-now");
        var thread = 0;
        var call = host.OutsideRequest.Defer(() => done ? Task.CompletedTask : _open.Task);
        if (done)
            await call.WaitAsync().WaitAsync(Stress.Patience);
        var caller = Environment.CurrentManagedThreadId;
        var summary = host.OutsideRequest.WhenAll(call).Then(_ => thread = Environment.CurrentManagedThreadId);
        Assert.Equal(done ? Fate.Ran : null, summary.Fate);
        _open.TrySetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, summary.Fate);
        Assert.Equal(done, thread == caller);
    }

    [Fact]
    public async Task Of_two_summaries_with_one_key_the_later_one_supersedes_the_other_while_that_waits()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var options = new DeferralOptions { Key = "summary", KeyPolicy = KeyPolicy.LastWins };
        var call = request.Defer(() => _open.Task);
        var first = request.WhenAll(call).Then(_ => { }, options);
        var second = request.WhenAll(call).Then(_ => { }, options);
        request.ReleaseEarly();
        await Eventually.TrueAsync(() => call.IsRunning);
        Assert.Equal(Fate.Cancelled, await first.WaitAsync().WaitAsync(Stress.Patience));
        _open.SetResult();
        Assert.Equal(Fate.Ran, await second.WaitAsync().WaitAsync(Stress.Patience));
        request.End();
        await host.SettledAsync();
    }

    [Fact]
    public async Task Its_delay_and_its_latest_start_count_from_the_last_fate()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var call = request.Defer(() => _open.Task);
        var options = new DeferralOptions { Delay = TimeSpan.FromSeconds(5), StartWithin = TimeSpan.FromSeconds(20) };
        var summary = request.WhenAll(call).Then(_ => { }, options);
        request.End();
        await Eventually.TrueAsync(() => call.IsRunning && summary.DispatchOrder == 2);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        _open.SetResult();
        await Eventually.TrueAsync(() => host.Pools.Gates.Sum(gate => gate.Waiting) == 1);
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Null(summary.Fate);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fate.Ran, await summary.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_fate_counts_although_the_code_of_a_deferral_that_timed_out_still_runs()
    {
        await using var host = new TrafficHost("crosstown.deferral.abandon-after = infinite");
        var request = host.Request();
        var call = request.Defer(() => _open.Task, new() { Timeout = TimeSpan.FromSeconds(1) });
        var summary = request.WhenAll(call).Then(set => Assert.IsType<TimeoutException>(set[0].Exception));
        request.End();
        await Eventually.TrueAsync(() => call.IsRunning && host.Clock.Timers > 0);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fate.Ran, await summary.WaitAsync().WaitAsync(Stress.Patience));
        _open.SetResult();
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_summary_may_be_in_the_set_of_the_next_one()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var order = new List<int>();
        var last = request.Defer(() => order.Add(0));
        foreach (var number in Enumerable.Range(1, 1000))
            last = request.WhenAll(last).Then(_ => order.Add(number));
        request.End();
        await host.SettledAsync();
        Assert.Equal(Enumerable.Range(0, 1001), order);
    }
}
