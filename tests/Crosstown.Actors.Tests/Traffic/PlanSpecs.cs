using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Traffic;

/// <summary>The settings of a deferral where several levels say something.</summary>
public sealed class PlanSpecs
{
    private const string Hocon = "crosstown { deferral.timeout = 50s, pools { default.timeout = 10s, calls.timeout = 30s } }";
    private static readonly EndpointDeferralOptions Lane = new() { SameThread = true };

    [Fact]
    public async Task A_lane_takes_no_pools_timeout()
    {
        await using var host = new TrafficHost(Hocon);
        TimeSpan TimeoutOf(DeferralOptions? options, EndpointDeferralOptions? endpoint = null) => host.Request(endpoint).Defer(() => { }, options).Plan.Timeout;

        Assert.Equal(TimeSpan.FromSeconds(10), TimeoutOf(null));
        Assert.Equal(TimeSpan.FromSeconds(30), TimeoutOf(new DeferralOptions { Pool = "calls" }));
        Assert.Equal(TimeSpan.FromSeconds(50), TimeoutOf(new DeferralOptions { SameThread = true }));
        Assert.Equal(TimeSpan.FromSeconds(50), TimeoutOf(new DeferralOptions { SameThread = true }, new EndpointDeferralOptions { Pool = "calls" }));
        Assert.Equal(TimeSpan.FromSeconds(50), TimeoutOf(null, Lane));
        Assert.Equal(TimeSpan.FromSeconds(7), TimeoutOf(new DeferralOptions { SameThread = true, Timeout = TimeSpan.FromSeconds(7) }));
    }

    [Fact]
    public async Task A_pool_that_the_deferral_names_comes_before_its_endpoints_lane()
    {
        await using var host = new TrafficHost(Hocon);
        Assert.Equal("calls", host.Request(Lane).Defer(() => { }, new DeferralOptions { Pool = "calls" }).Pool);
        Assert.Equal(PoolNames.SameThread, host.Request(Lane).Defer(() => { }, new DeferralOptions { Timeout = TimeSpan.FromSeconds(1) }).Pool);
        Assert.Equal("default", host.Request(Lane).Defer(() => { }, new DeferralOptions { SameThread = false }).Pool);
        Assert.Equal(PoolNames.SameThread, host.Request(new EndpointDeferralOptions { Pool = "calls" }).Defer(() => { }, new DeferralOptions { SameThread = true }).Pool);
    }

    [Fact]
    public async Task Options_that_say_both_a_lane_and_a_pool_are_an_error_at_the_call()
    {
        await using var host = new TrafficHost(Hocon);
        var error = Assert.Throws<ArgumentException>(() => host.Request().Defer(() => { }, new DeferralOptions { SameThread = true, Pool = "calls" }));
        Assert.Equal("The options say both SameThread and the pool calls: a deferral runs on its request's lane or on a pool. Remove one of the two.", error.Message);
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    /// <summary>The parent awaits the nested deferral, which in the parent's own sequence would wait for the parent.</summary>
    [Fact]
    public async Task What_sequential_work_defers_is_no_part_of_its_sequence_and_has_no_endpoint()
    {
        await using var host = new TrafficHost(Hocon);
        var request = host.Request(new EndpointDeferralOptions { Sequential = true, Pool = "calls" });
        Deferral? nested = null;
        var parent = request.Defer<TrafficContext>(async (context, ct) =>
        {
            nested = context.Traffic.Defer(() => { });
            Assert.Equal(Fate.Ran, await nested.WaitAsync(ct));
        });
        request.End();
        await host.SettledAsync();

        Assert.Equal(Fate.Ran, parent.Fate);
        Assert.Equal(("calls", true), (parent.Pool, parent.Plan.Sequential));
        Assert.Equal(("default", false), (nested!.Pool, nested.Plan.Sequential));
    }

    [Fact]
    public async Task Nested_work_that_asks_for_it_is_a_sequence_of_its_own()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var ran = new List<int>();
        request.Defer<TrafficContext>(context =>
        {
            for (var i = 0; i < 50; i++)
            {
                var number = i;
                context.Traffic.Defer(
                    async () =>
                    {
                        await Task.Yield();
                        ran.Add(number);
                    },
                    new DeferralOptions { Sequential = true });
            }
        });
        request.End();
        await host.SettledAsync();
        Assert.Equal(Enumerable.Range(0, 50), ran);
    }

    [Fact]
    public async Task A_lambda_that_only_throws_binds_to_the_asynchronous_overload_and_fails_as_the_synchronous_one_does()
    {
        await using var host = new TrafficHost("crosstown.without-request = run-now");
        var request = host.Request();
        var asynchronous = request.Defer(() => throw new InvalidOperationException("on purpose"));
        var synchronous = request.Defer(new Action(() => throw new InvalidOperationException("on purpose")));
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, "on purpose"), (asynchronous.Fate, asynchronous.Reason));
        Assert.Equal((Fate.Failed, "on purpose"), (synchronous.Fate, synchronous.Reason));

        // The one difference: work on the caller's thread throws to the caller.
        Assert.Equal(Fate.Failed, await host.OutsideRequest.Defer(() => throw new InvalidOperationException("on purpose")).WaitAsync().WaitAsync(Stress.Patience));
        Assert.Throws<InvalidOperationException>(() => { host.OutsideRequest.Defer(new Action(() => throw new InvalidOperationException("on purpose"))); });
    }

    [Fact]
    public async Task A_message_is_not_copied()
    {
        var seen = new TaskCompletionSource<List<int>>();
        await using var host = new TrafficHost(configure: services => services.AddSingleton(seen).AddTrafficHandler<Handler>());
        var request = host.Request();
        List<int> message = [1];
        request.Tell(message);
        message.Add(2);
        request.End();
        Assert.Same(message, await seen.Task.WaitAsync(Stress.Patience));
        Assert.Equal([1, 2], message);
    }

    private sealed class Handler(TaskCompletionSource<List<int>> seen) : ITrafficHandler<List<int>>
    {
        public Task HandleAsync(List<int> message, TrafficContext context, CancellationToken cancellationToken)
        {
            seen.SetResult(message);
            return Task.CompletedTask;
        }
    }
}
