using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Hosting;

public sealed class CrosstownTestHostSpecs
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task An_application_is_started_by_its_entry_point_in_one_line(bool onKestrel)
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.UseKestrel = onKestrel);

        using var response = await app.Client.PostAsJsonAsync("/campaigns", new[] { "1", "2" });
        await app.SettledAsync();

        Assert.Equal(202, (int)response.StatusCode);
        app.ShouldHaveRun<PlaceCall>(times: 2);
        app.ShouldHaveDeferredInOrder(new PlaceCall("1"), new PlaceCall("2"));
        Assert.Equal(["1", "2"], app.Services.GetRequiredService<Calls>().Placed.Order());
    }

    [Fact]
    public async Task Hosts_that_run_at_once_share_nothing()
    {
        await Task.WhenAll(Enumerable.Range(1, 4).Select(async count =>
        {
            await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.UseKestrel = count % 2 == 0);
            using var response = await app.Client.PostAsJsonAsync("/campaigns", Enumerable.Range(0, count).Select(number => $"{number}"));
            await app.SettledAsync();
            app.ShouldHaveRun<PlaceCall>(times: count);
            app.ShouldHaveDeferred(count);
        }));
    }

    [Fact]
    public async Task An_application_that_does_not_start_fails_the_test_with_its_own_exception()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CrosstownTestHost.StartAsync<Program>(options => options.Settings["FailAtStart"] = "on purpose"));
        Assert.Equal("on purpose", error.Message);
    }

    [Fact]
    public async Task A_type_of_a_library_is_no_entry_point()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CrosstownTestHost.StartAsync<ITraffic>());
        Assert.StartsWith("Crosstown.Actors has no entry point", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_of_the_test_are_an_application_too()
    {
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) => traffic.Defer<Calls>(calls => calls.Add("1")).Id.ToString()),
            options => options.ConfigureServices = services => services.AddSingleton<Calls>());
        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);
        await app.SettledAsync();
        Assert.Equal(["1"], app.Services.GetRequiredService<Calls>().Placed);
    }

    [Fact]
    public async Task A_test_that_leaks_a_deferral_fails_at_its_end_and_says_which()
    {
        var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });

        var leak = await Assert.ThrowsAsync<TrafficAssertionException>(async () => await app.DisposeAsync());

        Assert.Contains("PlaceCall { Number = 1 }", leak.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => app.Services.GetService<Calls>());
    }

    [Theory, InlineData(TrafficMode.Manual, Fate.Cancelled), InlineData(TrafficMode.Live, Fate.Abandoned)]
    public async Task A_sequence_that_is_held_and_code_that_never_ends_do_not_keep_a_test_for_the_drains_deadline(TrafficMode mode, Fate fate)
    {
        var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => Task.Delay(Timeout.Infinite, CancellationToken.None), new() { Sequential = true });
                traffic.Defer(() => { });
            }),
            options => (options.AssertOnDispose, options.Mode) = (false, mode));
        var report = app.Services.GetRequiredService<IDrainReport>();
        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);

        await app.DisposeAsync();

        Assert.Equal(fate, app.Deferrals[0].Fate);
        // crosstown.drain-timeout is 20 s.
        Assert.True((await report.Completion).Elapsed < TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_leak_may_be_allowed()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => (options.Mode, options.AssertOnDispose) = (TrafficMode.Manual, false));
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });
    }

    [Fact]
    public async Task A_failed_assertion_is_not_hidden_by_the_leak_that_follows_from_it()
    {
        var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });
        Assert.Throws<TrafficAssertionException>(app.ShouldHaveDeferredNothing);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_failure_of_a_test_comes_before_that_of_its_host()
    {
        var error = await Assert.ThrowsAsync<FormatException>(() => CrosstownTestHost.RunAsync<Program>(
            async app =>
            {
                await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });
                throw new FormatException("the test's own");
            },
            options => options.Mode = TrafficMode.Manual));
        Assert.Equal("the test's own", error.Message);
    }

    [Fact]
    public async Task A_host_may_be_stopped_by_the_test_and_drains()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>();
        var report = app.Services.GetRequiredService<IDrainReport>();
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });
        await app.StopAsync();
        Assert.Empty((await report.Completion).Abandoned);
        app.ShouldHaveRun<PlaceCall>();
    }
}
