using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.2: same-thread deferrals: one dedicated thread, in order, one at a time.</summary>
public sealed class SameThreadSpecs
{
    private static readonly DeferralOptions SameThread = new() { SameThread = true };

    [Fact]
    public async Task Same_thread_deferrals_of_a_request_run_on_one_thread_in_order_and_an_await_returns_to_it()
    {
        await using var host = new TrafficHost("crosstown.same-thread.lanes = 4");
        for (var r = 0; r < 8; r++)
        {
            var request = host.Request();
            var steps = new List<(int Step, int Thread)>();
            for (var i = 0; i < 20; i++)
            {
                var number = i;
                if (i % 2 == 0)
                {
                    request.Defer(() => steps.Add((number, Environment.CurrentManagedThreadId)), SameThread);
                    continue;
                }

                request.Defer(
                    async () =>
                    {
                        await Task.Yield();
                        await Task.Delay(1);
                        steps.Add((number, Environment.CurrentManagedThreadId));
                    },
                    SameThread);
            }

            request.End();
            await host.SettledAsync();
            Assert.Equal(Enumerable.Range(0, 20), steps.Select(step => step.Step));
            Assert.Single(steps.Select(step => step.Thread).Distinct());
        }

        Assert.Empty(host.Logs.Texts(EventIds.LeftItsThread));
    }

    [Fact]
    public async Task Requests_are_spread_over_the_lanes_and_a_blocked_lane_delays_only_its_own()
    {
        await using var host = new TrafficHost("crosstown.same-thread.lanes = 2");
        using var started = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var threads = new int[2];
        var blocked = host.Request();
        blocked.Defer(
            () =>
            {
                threads[0] = Environment.CurrentManagedThreadId;
                started.Set();
                go.Wait(Stress.Patience);
            },
            SameThread);
        var behind = blocked.Defer(() => { }, SameThread);
        var other = host.Request();
        Assert.NotEqual(blocked.Entrance.Account.Lane, other.Entrance.Account.Lane);
        blocked.End();
        Assert.True(started.Wait(Stress.Patience));
        var free = other.Defer(() => threads[1] = Environment.CurrentManagedThreadId, SameThread);
        other.End();
        Assert.Equal(Fate.Ran, await free.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Null(behind.Fate);
        Assert.Equal(2, host.Ledger.LaneDepths[blocked.Entrance.Account.Lane]);
        go.Set();
        await host.SettledAsync();
        Assert.NotEqual(threads[0], threads[1]);
        await Eventually.TrueAsync(() => host.Ledger.LaneDepths.Sum() == 0, "the lanes are empty");
    }

    [Fact]
    public async Task A_deferral_that_leaves_its_thread_is_warned_about_once_per_kind()
    {
        await using var host = new TrafficHost();
        for (var i = 0; i < 3; i++)
        {
            var request = host.Request();
            request.Defer(LeaveAsync, SameThread);
            request.Defer(StayAsync, SameThread);
            request.End();
            await host.SettledAsync();
        }

        Assert.StartsWith("Same-thread deferral SameThreadSpecs.A_deferral_that_leaves_its_thread_is_warned_about_once_per_kind.LeaveAsync ended on another thread than its own", Assert.Single(host.Logs.Texts(EventIds.LeftItsThread)), StringComparison.Ordinal);

        static async Task LeaveAsync() => await Task.Delay(1).ConfigureAwait(false);

        static async Task StayAsync() => await Task.Delay(1);
    }

    [Fact]
    public async Task Waiting_on_a_lane_for_a_deferral_of_that_lane_is_an_error_and_no_deadlock()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var outer = request.Defer<TrafficContext>(
            async (context, _) =>
            {
                var nested = context.Traffic.Defer(() => { }, SameThread);
                await nested.WaitAsync(CancellationToken.None);
            },
            SameThread);
        request.End();
        Assert.Equal(Fate.Failed, await outer.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Contains("this wait would never end", outer.Exception!.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await host.SettledAsync()).Ran);
    }

    [Fact]
    public async Task A_plain_delegate_that_blocks_its_thread_for_what_needs_it_is_an_error_too()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        Deferral? second = null;
        var first = request.Defer(() => second!.WaitAsync().GetAwaiter().GetResult(), SameThread);
        second = request.Defer(() => { }, SameThread);
        request.End();
        Assert.Equal(Fate.Failed, await first.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Contains("this wait would never end", first.Exception!.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await host.SettledAsync()).Ran);
    }

    [Fact]
    public async Task An_endpoint_can_ask_for_same_thread_deferrals()
    {
        await using var host = new TrafficHost();
        var request = host.Request(new EndpointDeferralOptions { SameThread = true });
        var places = new List<string>();
        request.Defer<TrafficContext>((context, _) =>
        {
            places.Add(context.Pool);
            return Task.CompletedTask;
        });
        request.End();
        await host.SettledAsync();
        Assert.Equal(["same-thread"], places);
    }
}
