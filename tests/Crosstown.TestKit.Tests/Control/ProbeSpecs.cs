using System.Net.Http.Json;
using Akka.Actor;
using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Control;

public sealed class ProbeSpecs
{
    [Fact]
    public async Task A_probe_is_a_pool_without_an_actor_being_invented_and_sees_the_users_messages_in_order()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>();
        var probe = app.CreateTestProbe("calls");
        app.Pool("calls").SendTo(probe);
        var numbers = Enumerable.Range(1, 50).Select(number => $"{number}").ToArray();

        await app.Client.PostAsJsonAsync("/campaigns", numbers);

        Assert.Equal(numbers, probe.ReceiveN(50).Cast<PlaceCall>().Select(call => call.Number));
        await app.SettledAsync();
        app.ShouldHaveRun<PlaceCall>(times: 50);
        Assert.Empty(app.Services.GetRequiredService<Calls>().Placed);
    }

    [Fact]
    public async Task One_probe_for_pools_lane_and_actor_sees_the_order_across_them()
    {
        IActorRef? target = null;
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Tell("default");
                traffic.Tell("mail", new() { Pool = "mail" });
                traffic.TellTo(target!, "actor");
                traffic.Tell("lane", new() { SameThread = true });
                traffic.Defer(() => { });
            }),
            options => options.Hocon = "crosstown.pools.mail { }");
        target = app.CreateTestProbe("the-applications-own");
        var probe = app.CreateTestProbe();
        app.Pool(PoolNames.Default).SendTo(probe);
        app.Pool("mail").SendTo(probe);
        app.Actor(target).SendTo(probe);
        app.SameThread.SendTo(probe);

        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);

        Assert.Equal(["default", "mail", "actor", "lane"], probe.ReceiveN(4));
        probe.ExpectMsg<Deferral>(deferral => deferral.Pool == PoolNames.Default);
    }

    [Fact]
    public async Task A_no_go_never_comes_to_the_probe()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Inline);
        var probe = app.CreateTestProbe();
        app.Pool(PoolNames.Default).SendTo(probe);
        await app.Client.PostAsync(new Uri("/calls/1/500", UriKind.Relative), null);
        await app.Client.PostAsync(new Uri("/calls/2/200", UriKind.Relative), null);
        probe.ExpectMsg(new PlaceCall("2"));
        Assert.False(probe.HasMessages);
    }

    [Fact]
    public async Task A_restored_pool_runs_its_handlers_again()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Inline);
        app.Pool("calls").SendTo(app.CreateTestProbe());
        app.Pool("calls").Restore();
        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });
        Assert.Equal(["1"], app.Services.GetRequiredService<Calls>().Placed);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_an_error_that_names_the_pools()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>();
        var error = Assert.Throws<ArgumentException>(() => app.Pool("faxes"));
        Assert.StartsWith("There is no pool faxes; the pools are calls, default, mail.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_whose_expectation_fails_throws_without_a_test_framework()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.AssertOnDispose = false);
        Assert.Throws<TrafficAssertionException>(() => app.CreateTestProbe().ExpectMsg<PlaceCall>(TimeSpan.Zero));
    }
}
