using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Control;

public sealed class ModeSpecs
{
    [Fact]
    public async Task Manual_holds_released_deferrals_and_runs_them_one_by_one_in_order()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        var calls = app.Services.GetRequiredService<Calls>();
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1", "bad", "3" });

        var first = await app.NextAsync();
        Assert.Equal(new PlaceCall("1"), first.Message);
        Assert.Equal(Fate.Ran, first.Fate);
        Assert.Equal(["1"], calls.Placed);
        Assert.Equal(2, app.Held.Count);

        var second = await app.NextAsync();
        Assert.Equal("the number is bad", second.Exception!.Message);
        await app.ReleaseAllAsync();
        Assert.Equal(["1", "3"], calls.Placed);
        app.ShouldHaveNoMore();
    }

    [Fact]
    public async Task NextAsync_on_nothing_fails_at_once_and_lists_what_there_was()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsync(new Uri("/calls/1/503", UriKind.Relative), null);
        var error = await Assert.ThrowsAsync<TrafficAssertionException>(app.NextAsync);
        Assert.StartsWith("Expected a deferral to be held, and there was none.\nDeferred (1):\n  1. PlaceCallHandler(PlaceCall) (default): NoGo, status 503", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sequential_and_nested_traffic_is_held_as_it_is_released()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/sequence", new[] { "twice", "2" });
        var ran = await app.ReleaseAllAsync();
        Assert.Equal(3, ran.Count);
        Assert.Equal(3, app.Services.GetRequiredService<Calls>().Placed.Count);
    }

    [Fact]
    public async Task The_mode_can_not_change_while_deferrals_are_held()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1", "2" });
        await app.NextAsync();
        Assert.Throws<InvalidOperationException>(() => app.Mode = TrafficMode.Live);
        await app.NextAsync();
        app.Mode = TrafficMode.Live;
        await Assert.ThrowsAsync<InvalidOperationException>(app.NextAsync);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "3" });
        await app.SettledAsync();
        app.ShouldHaveRun<PlaceCall>(times: 3);
    }

    [Fact]
    public async Task Waiting_for_the_end_of_held_deferrals_fails_at_once()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });
        var error = await Assert.ThrowsAsync<TrafficAssertionException>(app.SettledAsync);
        Assert.StartsWith("Expected all traffic to settle, and 1 deferrals are held", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Inline_work_has_run_when_the_clients_call_returns(bool onKestrel)
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => (options.Mode, options.UseKestrel) = (TrafficMode.Inline, onKestrel));
        for (var round = 1; round <= 20; round++)
        {
            await app.Client.PostAsJsonAsync("/campaigns", new[] { "twice" });
            Assert.Equal(2 * round, app.Services.GetRequiredService<Calls>().Placed.Count);
        }
    }

    [Fact]
    public async Task Inline_work_that_fails_fails_the_clients_call()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Inline);
        var failed = await Assert.ThrowsAsync<TrafficFailedException>(() => app.Client.PostAsJsonAsync("/campaigns", new[] { "bad", "2" }));
        Assert.Equal("the number is bad", failed.InnerException!.Message);
        Assert.Equal(new PlaceCall("bad"), Assert.Single(failed.Failures).Message);
        // Told once.
        await app.SettledAsync();
    }

    [Fact]
    public async Task Inline_work_that_fails_leaves_the_clients_call_alone_where_failures_are_collected()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => (options.Mode, options.CollectFailures) = (TrafficMode.Inline, true));
        using var response = await app.Client.PostAsJsonAsync("/campaigns", new[] { "bad", "2" });
        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal(new PlaceCall("bad"), Assert.Single(app.Failures).Message);
        await app.SettledAsync();
    }

    [Fact]
    public async Task Failures_are_collected_where_the_test_says_so()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => (options.Mode, options.CollectFailures) = (TrafficMode.Manual, true));
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "bad", "2", "bad" });
        await app.ReleaseAllAsync();
        Assert.Equal(2, app.Failures.Count);
        app.ShouldHaveFailed<PlaceCall>(call => call.Number == "bad", times: 2);
    }

    [Fact]
    public async Task ReleaseAllAsync_runs_all_that_is_held_and_then_throws_the_failures()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "bad", "2" });
        var failed = await Assert.ThrowsAsync<TrafficFailedException>(app.ReleaseAllAsync);
        Assert.Equal(new PlaceCall("bad"), Assert.Single(failed.Failures).Message);
        app.ShouldHaveRun<PlaceCall>(call => call.Number == "2", times: 1);
    }

    [Fact]
    public async Task What_is_held_has_been_released_and_has_not_run()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1", "2" });
        await app.NextAsync();
        app.ShouldHaveReleased<PlaceCall>(times: 2);
        app.ShouldHaveRun<PlaceCall>(times: 1);
        Assert.Throws<TrafficAssertionException>(app.ShouldHaveNoMore);
        await app.NextAsync();
    }

    [Fact]
    public async Task A_failure_of_work_from_before_the_reset_is_told_and_one_that_was_there_is_not()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "bad" });
        app.Reset();
        await Assert.ThrowsAsync<TrafficFailedException>(app.ReleaseAllAsync);

        app.Mode = TrafficMode.Live;
        var deferral = app.Traffic.Tell(new PlaceCall("bad"));
        Assert.Equal(Fate.Failed, await deferral.WaitAsync());
        app.Reset();
        await app.SettledAsync();
    }

    [Fact]
    public async Task Counts_run_since_the_last_reset()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Inline);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1", "2" });
        app.Reset();
        app.ShouldHaveDeferredNothing();
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "3" });
        app.ShouldHaveDeferred(1);
        Assert.Equal(1, app.Deferrals[0].Number);
    }

    [Fact]
    public async Task A_discarded_deferral_says_at_which_status_and_why()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Inline);
        await app.Client.PostAsync(new Uri("/calls/1/404", UriKind.Relative), null);
        await app.Client.PostAsync(new Uri("/nothing/404", UriKind.Relative), null);
        Assert.Equal(Fate.NoGo, app.ShouldHaveDiscarded<PlaceCall>(404).Fate);
        app.ShouldHaveDiscarded<PlaceCall>(404, where: call => call.Number == "1", times: 1);
        var error = Assert.Throws<TrafficAssertionException>(() => app.ShouldHaveDiscarded<PlaceCall>(404, where: call => call.Number == "2"));
        Assert.StartsWith("Expected a PlaceCall to be discarded at status 404 where call => call.Number == \"2\", and there were 0.", error.Message, StringComparison.Ordinal);
        Assert.Throws<TrafficAssertionException>(() => app.ShouldHaveDiscarded<PlaceCall>(500));
        Assert.Throws<TrafficAssertionException>(() => app.ShouldHaveReleased<PlaceCall>());
    }

    [Fact]
    public async Task A_wait_that_passes_its_deadline_names_what_is_still_out()
    {
        var go = new TaskCompletionSource();
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) => { traffic.Defer(() => go.Task); }),
            options => options.Deadline = TimeSpan.FromMilliseconds(200));
        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);
        var error = await Assert.ThrowsAsync<TrafficAssertionException>(app.SettledAsync);
        Assert.StartsWith("Expected all traffic to settle within 0.2 s. Still out:\n  1. ModeSpecs.", error.Message, StringComparison.Ordinal);
        go.SetResult();
    }

    [Fact]
    public async Task Traffic_without_a_request_is_recorded_and_held_too()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        app.Traffic.Tell(new PlaceCall("1"));
        Assert.Null((await app.NextAsync()).Request);
        app.ShouldHaveRun<PlaceCall>();
    }

    [Fact]
    public async Task A_held_deferral_that_is_cancelled_is_held_no_longer()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        var deferral = app.Traffic.Tell(new PlaceCall("1"));
        Assert.True(deferral.Cancel());
        Assert.Empty(app.Held);
        app.ShouldHaveDiscarded<PlaceCall>(fate: Fate.Cancelled);
        Assert.Empty(await app.ReleaseAllAsync());
    }
}
