using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Deferrals;

/// <summary>docs/decorator.md: a lambda or a local function carries its options in an attribute.</summary>
public sealed partial class DecoratedDelegateSpecs
{
    private const string Pools = "crosstown.pools { calls { timeout = 30s } \n mails { } }";

    [Fact]
    public async Task A_lambda_runs_as_its_attribute_says()
    {
        await using var host = new TrafficHost(Pools);
        var request = host.Request();
        var number = 1;
        var stopped = request.Defer([CrosstownTraffic(NoGo = ["200-201", 302], Pool = "calls")] async (ct) => await Task.FromResult(number));
        var ran = request.Defer([CrosstownTraffic(NoGo = ["5xx"], SameThread = true)] () => { number++; });
        request.End(status: 200);
        await host.SettledAsync();
        Assert.Equal((Fate.NoGo, "calls", Fate.Ran, PoolNames.SameThread, 2), (stopped.Fate, stopped.Pool, ran.Fate, ran.Pool, number));
    }

    [Fact]
    public async Task A_local_function_and_a_method_run_as_their_attributes_say()
    {
        await using var host = new TrafficHost(Pools);
        var request = host.Request();
        var count = 0;
        [CrosstownTraffic(Pool = "calls")]
        void Local() => count++;
        [CrosstownTraffic(Pool = "mails")]
        static Task Apart() => Task.CompletedTask;
        var deferrals = new[] { request.Defer(Local), request.Defer(Apart), request.Defer(Method), request.Defer(new object().Extended) };
        request.End();
        await host.SettledAsync();
        Assert.Equal(["calls", "mails", "calls", "mails"], deferrals.Select(deferral => deferral.Pool));
        Assert.All(deferrals, deferral => Assert.Equal(Fate.Ran, deferral.Fate));
    }

    [Fact]
    public async Task Every_shape_of_delegate_may_be_decorated_and_have_its_options_before_it()
    {
        await using var host = new TrafficHost(Pools, services => services.AddSingleton("service"));
        var request = host.Request();
        var options = new DeferralOptions { Timeout = TimeSpan.FromSeconds(7) };
        Deferral[] deferrals =
        [
            request.Defer(options, [CrosstownTraffic(Pool = "calls")] () => { }),
            request.Defer(options, [CrosstownTraffic(Pool = "calls")] async () => await Task.Yield()),
            request.Defer(options, [CrosstownTraffic(Pool = "calls")] async ValueTask () => await Task.Yield()),
            request.Defer(options, [CrosstownTraffic(Pool = "calls")] async ValueTask<int> () => { await Task.Yield(); return 1; }),
            request.Defer(options, [CrosstownTraffic(Pool = "calls")] async (ct) => await Task.Delay(1, ct)),
            request.Defer(options, [CrosstownTraffic(Pool = "calls")] async ValueTask (ct) => await Task.Delay(1, ct)),
            request.Defer(options, [CrosstownTraffic(Pool = "calls")] async ValueTask<int> (ct) => { await Task.Delay(1, ct); return 1; }),
            request.Defer<string>(options, [CrosstownTraffic(Pool = "calls")] (service) => { _ = service.Length; }),
            request.Defer<string>(options, [CrosstownTraffic(Pool = "calls")] (service) => service.Length),
            request.Defer<string>(options, [CrosstownTraffic(Pool = "calls")] async (service) => await Task.Delay(service.Length)),
            request.Defer<string>(options, [CrosstownTraffic(Pool = "calls")] async ValueTask (service) => await Task.Delay(service.Length)),
            request.Defer<string, TrafficContext>(options, [CrosstownTraffic(Pool = "calls")] async (service, context, ct) => await Task.Delay(service.Length, ct)),
            request.Defer<string, TrafficContext, IServiceProvider>(options, [CrosstownTraffic(Pool = "calls")] async (service, context, services, ct) => await Task.Delay(service.Length, ct)),
            request.Defer<string>(options, [CrosstownTraffic(Pool = "calls")] async (service, ct) => await Task.Delay(service.Length, ct)),
            request.Defer<string>(options, [CrosstownTraffic(Pool = "calls")] async ValueTask (service, ct) => await Task.Delay(service.Length, ct)),
        ];
        request.End();
        await host.SettledAsync();
        Assert.All(deferrals, deferral => Assert.Equal((Fate.Ran, "calls", options.Timeout), (deferral.Fate!.Value, deferral.Pool, (TimeSpan?)deferral.Plan.Timeout)));
    }

    [Fact]
    public async Task The_nearest_level_that_says_something_wins_value_by_value()
    {
        await using var host = new TrafficHost("crosstown.no-go = [\"4xx\"] \n crosstown.pools { calls { timeout = 30s } \n mails { timeout = 20s } }");
        var request = host.Request(new EndpointDeferralOptions { Pool = "mails", Sequential = true, StopOnFailure = true, NoGo = ["3xx"] });
        Action decorated = [CrosstownTraffic(Pool = "calls", Sequential = false, Timeout = "5s", Key = "{{k}}", KeyPolicy = KeyPolicy.LastWins, WithoutRequest = WithoutRequest.Fail, NoGo = ["!404"])] () => { };
        var plain = request.Defer(decorated).Plan;
        var options = request.Defer(new() { Timeout = TimeSpan.FromSeconds(1), Sequential = true, Key = "own", KeyPolicy = KeyPolicy.FirstWins, WithoutRequest = WithoutRequest.Pool, NoGo = "!301" }, decorated).Plan;
        var empty = request.Defer(new(), [CrosstownTraffic] () => { }).Plan;
        request.End();
        await host.SettledAsync();
        Assert.Equal(
            ("calls", false, true, TimeSpan.FromSeconds(5), "{k}", KeyPolicy.LastWins, WithoutRequest.Fail),
            (plain.PoolName, plain.Sequential, plain.StopOnFailure, plain.Timeout, plain.Key, plain.KeyPolicy, plain.WithoutRequest));
        Assert.Equal(
            ("calls", true, true, TimeSpan.FromSeconds(1), "own", KeyPolicy.FirstWins, WithoutRequest.Pool),
            (options.PoolName, options.Sequential, options.StopOnFailure, options.Timeout, options.Key, options.KeyPolicy, options.WithoutRequest));
        Assert.Equal(("mails", true, TimeSpan.FromSeconds(20), null), (empty.PoolName, empty.Sequential, empty.Timeout, empty.Key));
        // "!404" continues the endpoint's 3xx, and "!301" the attribute's.
        Assert.Equal((true, false, true, false), (plain.Rules.Stops(301), plain.Rules.Stops(404), plain.Rules.Stops(302), options.Rules.Stops(301)));
        Assert.True(options.Rules.Stops(302));
    }

    [Fact]
    public async Task A_pool_that_is_named_at_a_nearer_level_comes_before_the_lane_of_an_outer_one_and_a_lane_takes_no_pools_timeout()
    {
        await using var host = new TrafficHost("crosstown.deferral.timeout = 9s \n crosstown.pools { calls { timeout = 30s } \n mails { timeout = 20s } }");
        var request = host.Request(new EndpointDeferralOptions { SameThread = true });
        Action calls = [CrosstownTraffic(Pool = "calls")] () => { };
        Action lane = [CrosstownTraffic(SameThread = true)] () => { };
        var inner = host.Request(new EndpointDeferralOptions { Pool = "mails" });
        Deferral[] deferrals =
        [
            request.Defer(calls),
            request.Defer(new() { Pool = "mails" }, calls),
            request.Defer(new() { SameThread = true }, calls),
            request.Defer(new() { Pool = "mails" }, lane),
            inner.Defer(lane),
            inner.Defer([CrosstownTraffic] () => { }),
        ];
        request.End();
        inner.End();
        await host.SettledAsync();
        Assert.Equal(["calls 30", "mails 20", "same-thread 9", "mails 20", "same-thread 9", "mails 20"], deferrals.Select(static deferral => $"{deferral.Pool} {deferral.Plan.Timeout.TotalSeconds}"));
    }

    [Fact]
    public async Task Nested_work_is_judged_by_the_lists_of_its_options_and_its_attribute_alone()
    {
        await using var host = new TrafficHost("crosstown.no-go = [\"4xx\"]");
        var request = host.Request();
        Action decorated = [CrosstownTraffic(NoGo = ["5xx"])] () => { };
        var (plain, continued, without) = (request.Defer(decorated).Plan, request.Defer(new() { NoGo = "!503" }, decorated).Plan, request.Defer([CrosstownTraffic] () => { }).Plan);
        request.End();
        await host.SettledAsync();
        Assert.Null(without.OwnRules);
        Assert.Equal((true, true, false), (plain.OwnRules!.Stops(500), plain.OwnRules.Stops(503), plain.OwnRules.Stops(404)));
        Assert.Equal((true, false, false), (continued.OwnRules!.Stops(500), continued.OwnRules.Stops(503), continued.OwnRules.Stops(404)));
    }

    [Fact]
    public async Task An_attribute_is_read_once_per_method_and_its_plan_is_made_once_per_endpoint()
    {
        await using var host = new TrafficHost(Pools);
        var endpoint = new EndpointDeferralOptions { Sequential = true };
        var request = host.Request(endpoint);
        var plans = new List<DeferralPlan>();
        for (var i = 0; i < 3; i++)
        {
            var captured = i;
            plans.Add(request.Defer([CrosstownTraffic(Pool = "calls")] () => { _ = captured; }).Plan);
        }

        request.End();
        await host.SettledAsync();
        Assert.Single(plans.Distinct());
        Assert.Single(endpoint.DecoratedPlans);
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_an_error_at_the_call_that_names_file_line_value_and_cure()
    {
        await using var host = new TrafficHost(Pools);
        var request = host.Request();
        AssertSays(() => request.Defer([CrosstownTraffic(NoGo = ["4x"])] () => { }), "NoGo", "\"4x\" is not a no-go rule: at position 2");
        AssertSays(() => request.Defer([CrosstownTraffic(NoGo = [99])] () => { }), "NoGo", "99 is not a status code");
        AssertSays(() => request.Defer([CrosstownTraffic(NoGo = [4.5])] () => { }), "NoGo", "4.5 is not a no-go rule");
        AssertSays(() => request.Defer([CrosstownTraffic(Timeout = "5 parsecs")] () => { }), "Timeout is \"5 parsecs\"", "such as 5s");
        AssertSays(() => request.Defer([CrosstownTraffic(SameThread = true, Pool = "calls")] () => { }), "both SameThread and the pool calls", "Remove one of the two");
        AssertSays(() => request.Defer([CrosstownTraffic(Key = "{number}")] () => { }), "Key is \"{number}\"", "without placeholders");
        AssertSays(() => request.Defer([CrosstownTraffic(Partition = "{number}")] () => { }), "Partition is \"{number}\"", "without placeholders");
        AssertSays(() => request.Defer([CrosstownTraffic(UniqueFor = "")] () => { }), "UniqueFor is \"\"", "without placeholders");
        AssertSays(() => request.Defer([CrosstownTraffic(Delay = "infinite")] () => { }), "Delay is \"infinite\"", "up to 24h");
        AssertSays(() => request.Defer([CrosstownTraffic(StartWithin = "0s")] () => { }), "StartWithin is \"0s\"", "above zero");
        AssertSays(() => request.Defer([CrosstownTraffic(Backoff = "25h")] () => { }), "Backoff is \"25h\"", "up to 24h");
        AssertSays(() => request.Defer([CrosstownTraffic(Attempts = 1001)] () => { }), "Attempts is 1001", "1 to 1000");
        Assert.Contains("There is no pool nowhere", Assert.Throws<ArgumentException>(() => request.Defer([CrosstownTraffic(Pool = "nowhere")] () => { })).Message, StringComparison.Ordinal);
        request.End();
        Assert.Equal(0, (await host.SettledAsync()).Deferred);

        static void AssertSays(Action call, params string[] parts)
        {
            var message = Assert.Throws<FormatException>(call).Message;
            Assert.Contains(nameof(DecoratedDelegateSpecs) + ".cs", message, StringComparison.Ordinal);
            Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData(" 1.5 m ", 90_000)]
    [InlineData("250ms", 250)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("infinite", -1)]
    [InlineData("0s", null)]
    [InlineData("-1s", null)]
    [InlineData("5", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData("50d", null)]
    [InlineData("0.00000001ms", null)]
    [InlineData("1e3s", null)]
    public void A_timeout_is_a_number_with_a_unit(string text, int? milliseconds) =>
        Assert.Equal((milliseconds is not null, milliseconds), (DurationSyntax.TryRead(text, out var read), milliseconds is null ? null : (int?)read.TotalMilliseconds));

    [Fact]
    public async Task The_log_of_a_failure_names_the_file_and_the_line_of_the_attribute()
    {
        await using var host = new TrafficHost(Pools);
        var request = host.Request();
        request.Defer([CrosstownTraffic] () => throw new InvalidOperationException("on purpose"));
        request.End();
        await host.SettledAsync();
        var failure = Assert.Single(host.Logs.Entries, entry => entry.Text.Contains("on purpose", StringComparison.Ordinal));
        Assert.Matches(@"DecoratedDelegateSpecs\.The_log_of_a_failure_\w+ \(.*DecoratedDelegateSpecs\.cs:\d+\) of .* failed on default: .* \(deferred at .*DecoratedDelegateSpecs\.cs:\d+", failure.Text);
    }

    [CrosstownTraffic(Pool = "calls")]
    private Task Method() => Task.CompletedTask;
}

internal static partial class DecoratedExtensions
{
    [CrosstownTraffic(Pool = "mails")]
    public static Task Extended(this object target) => Task.FromResult(target);
}
