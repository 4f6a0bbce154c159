using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Time.Testing;

namespace Crosstown.TestKit.Tests.Documentation;

/// <summary>The code of docs/testing.md.</summary>
public sealed class TestingPageSpecs
{
    [Fact]
    public async Task An_order_defers_its_receipt()
    {
        var traffic = new RecordingTraffic();

        await new OrderService(traffic).PlaceAsync("ada@example.com");

        traffic.ShouldHaveDeferred<SendReceipt>(receipt => receipt.To == "ada@example.com", times: 1);
    }

    [Fact]
    public async Task The_handler_places_the_call()
    {
        var calls = new Calls();
        var context = TestTrafficContext.Create(request: TestTrafficContext.Request(status: 202, userName: "ada"), pool: "calls");

        await new PlaceCallHandler(calls).HandleAsync(new PlaceCall("+12025550101"), context, CancellationToken.None);

        Assert.Equal(["+12025550101"], calls.Placed);
    }

    [Fact]
    public async Task A_campaign_places_its_calls()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>();

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "+12025550102" });
        await app.SettledAsync();

        app.ShouldHaveRun<PlaceCall>(times: 2);
    }

    [Fact]
    public async Task Nothing_is_called_before_the_answer()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Manual);

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "bad", "+12025550103" });
        app.ShouldHaveDeferred<PlaceCall>(times: 3, pool: "calls");
        Assert.Empty(app.Services.GetRequiredService<Calls>().Placed);

        var first = await app.NextAsync();
        Assert.Equal(Fate.Ran, first.Fate);
        var second = await app.NextAsync();
        Assert.Equal("the number is bad", second.Exception!.Message);
        await app.ReleaseAllAsync();
        app.ShouldHaveNoMore();
    }

    [Fact]
    public async Task A_call_has_been_made_when_the_answer_is_there()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(TrafficMode.Inline);

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101" });

        Assert.Equal(["+12025550101"], app.Services.GetRequiredService<Calls>().Placed);
    }

    [Fact]
    public async Task A_factory_of_your_own_has_the_harness_by_one_registration()
    {
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web
            .UseContentRoot(AppContext.BaseDirectory)
            .ConfigureTestServices(services => services.AddCrosstownTesting(options => options.Mode = TrafficMode.Inline)));
        var traffic = factory.Services.GetRequiredService<TrafficHarness>();
        using var client = factory.CreateDefaultClient(traffic.CreateHandler());

        await client.PostAsJsonAsync("/campaigns", new[] { "+12025550101" });

        traffic.ShouldHaveRun<PlaceCall>();
    }

    [Fact]
    public async Task Calls_are_dispatched_in_the_order_of_the_list()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>();
        var probe = app.CreateTestProbe();
        app.Pool("calls").SendTo(probe);
        app.Pool("mail").SendTo(probe);

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "+12025550102" });

        probe.ExpectMsg(new PlaceCall("+12025550101"));
        probe.ExpectMsg(new PlaceCall("+12025550102"));
    }

    [Fact]
    public async Task A_503_places_no_call()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>();
        using var client = app.CreateClient(ResponseFault.AnswersWith(503));

        await client.PostAsJsonAsync("/campaigns", new[] { "+12025550101" });
        await app.SettledAsync();

        app.ShouldHaveDiscarded<PlaceCall>(status: 503);
    }

    [Fact]
    public async Task A_report_waits_for_the_next_day_in_no_time()
    {
        var time = new FakeTimeProvider();
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.Time = time);
        var waits = new TaskCompletionSource();
        app.Traffic.Defer<TimeProvider>(async (clock, token) =>
        {
            var tomorrow = Task.Delay(TimeSpan.FromDays(1), clock, token);
            waits.SetResult();
            await tomorrow;
        });

        await waits.Task;
        time.Advance(TimeSpan.FromDays(1));

        await app.SettledAsync();
    }

    [Fact]
    public async Task Every_order_of_starts_places_the_same_calls()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>();

        await app.InterleaveAsync(
            async () =>
            {
                await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "+12025550102", "+12025550103" });
                await app.SettledAsync();
                app.ShouldHaveRun<PlaceCall>(times: 3);
            },
            rounds: 25);
    }

    [Fact]
    public async Task Recorded_work_runs_on_demand()
    {
        await using var services = new ServiceCollection().AddSingleton<Calls>().AddTrafficHandler<PlaceCallHandler>().BuildServiceProvider();
        var traffic = new RecordingTraffic(services);
        traffic.Tell(new PlaceCall("+12025550101"));
        traffic.Defer(() => { });

        traffic.ShouldHaveDeferred(2);
        await traffic.RunNextAsync();
        await traffic.RunAllAsync();
        traffic.ShouldHaveNoMore();
    }
}
