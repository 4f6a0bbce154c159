using System.Collections.Concurrent;

namespace Crosstown.TestKit.Tests.Control;

public sealed class InterleaveSpecs
{
    [Fact]
    public async Task Seeds_start_the_deferrals_in_many_orders_and_the_same_seed_in_the_same_order()
    {
        var orders = new List<string>();
        ConcurrentQueue<int> ran = [];
        await using var app = await CrosstownTestHost.StartAsync(web => web.MapPost("/", (ICrosstownTraffic traffic) =>
        {
            for (var i = 1; i <= 4; i++)
            {
                var number = i;
                traffic.Defer(() => ran.Enqueue(number));
            }
        }));

        await app.InterleaveAsync(RunAsync, rounds: 30);
        Assert.True(orders.Distinct().Count() > 5, string.Join(' ', orders));

        var first = orders[1..];
        orders.Clear();
        await app.InterleaveAsync(RunAsync, rounds: 30);
        Assert.Equal(first, orders[1..]);

        async Task RunAsync()
        {
            ran = [];
            await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);
            await app.SettledAsync();
            orders.Add(string.Join("", ran));
        }
    }

    [Fact]
    public async Task A_failure_names_its_seed_which_replays_it()
    {
        var last = 0;
        await using var app = await CrosstownTestHost.StartAsync(web => web.MapPost("/", (ICrosstownTraffic traffic) =>
        {
            // Wrong: it takes for granted that what was deferred last runs last.
            traffic.Defer(() => { last = 1; });
            traffic.Defer(() => { last = 2; });
        }));

        var failed = await Assert.ThrowsAsync<InterleavingFailedException>(() => app.InterleaveAsync(RunAsync));
        Assert.Equal([2, 1], failed.Starts.Select(start => start.Number));
        var replayed = await Assert.ThrowsAsync<InterleavingFailedException>(() => app.InterleaveAsync(RunAsync, rounds: 1, firstSeed: failed.Seed));
        Assert.Equal(failed.Seed, replayed.Seed);
        Assert.Equal(failed.Starts.Select(start => start.Number), replayed.Starts.Select(start => start.Number));

        async Task RunAsync()
        {
            await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);
            await app.SettledAsync();
            Assert.Equal(2, last);
        }
    }

    [Fact]
    public async Task A_scenario_is_interleaved_in_the_mode_Live_only_and_by_seeds_above_zero()
    {
        await using var app = await CrosstownTestHost.StartAsync(_ => { });
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => app.InterleaveAsync(() => Task.CompletedTask, rounds: 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => app.InterleaveAsync(() => Task.CompletedTask, firstSeed: 0));
        app.Mode = TrafficMode.Manual;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.InterleaveAsync(() => Task.CompletedTask));
        Assert.Equal("The mode is Manual; a scenario is interleaved in the mode Live.", error.Message);
    }

    [Fact]
    public async Task The_order_of_lanes_and_of_sequences_holds_with_every_seed()
    {
        ConcurrentQueue<string> ran = [];
        await using var app = await CrosstownTestHost.StartAsync(web =>
        {
            web.MapPost("/lane", (ICrosstownTraffic traffic) => Defer(traffic, new() { SameThread = true }));
            web.MapPost("/sequence", (ICrosstownTraffic traffic) => Defer(traffic, new() { Sequential = true }));
        });

        await app.InterleaveAsync(
            async () =>
            {
                foreach (var path in new[] { "/lane", "/sequence" })
                {
                    ran = [];
                    await app.Client.PostAsync(new Uri(path, UriKind.Relative), null);
                    await app.SettledAsync();
                    Assert.Equal("123", string.Join("", ran));
                }
            },
            rounds: 10);

        void Defer(ICrosstownTraffic traffic, DeferralOptions options)
        {
            foreach (var number in new[] { "1", "2", "3" })
                traffic.Defer(() => ran.Enqueue(number), options);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_call_that_nobody_awaits_falls_on_the_side_of_its_responses_end_that_the_seed_says(bool followsAnotherRequest)
    {
        await using var app = await CrosstownTestHost.StartAsync(web =>
        {
            web.MapPost("/", (HttpContext context) =>
            {
                var traffic = context.Traffic();
                traffic.Defer(() => { });
                _ = Task.Run(() => traffic.Defer(() => { }));
            });
            web.MapPost("/plain", (ICrosstownTraffic traffic) => { traffic.Defer(() => { }); });
        });
        var sides = new List<Fate?>();

        await app.InterleaveAsync(RunAsync, rounds: 30);
        var first = sides[1..];
        sides.Clear();
        await app.InterleaveAsync(RunAsync, rounds: 30);

        Assert.Contains(Fate.Refused, first);
        Assert.Contains(Fate.Ran, first);
        Assert.Equal(first, sides[1..]);

        async Task RunAsync()
        {
            var calls = followsAnotherRequest ? 3 : 2;
            if (followsAnotherRequest)
                await app.Client.PostAsync(new Uri("/plain", UriKind.Relative), null);
            await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);
            while (app.Deferrals.Count < calls)
                await Task.Yield();
            await app.SettledAsync();
            sides.Add(app.Deferrals[^1].Fate);
        }
    }
}
