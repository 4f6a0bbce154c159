using System.Net;
using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Documentation.Afterwards;

/// <summary>The code of docs/afterwards.md.</summary>
public sealed class AfterwardsPageSpecs
{
    [Theory, InlineData(TrafficMode.Live), InlineData(TrafficMode.Manual), InlineData(TrafficMode.Inline)]
    public async Task The_summary_of_the_page_is_mailed_after_the_calls(TrafficMode mode)
    {
        await using var host = await CrosstownTestHost.StartAsync(Map, Configure(mode));

        await host.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "bad", "+12025550103" });
        if (mode == TrafficMode.Manual)
            Assert.Equal(4, (await host.ReleaseAllAsync()).Count);
        await host.SettledAsync();

        Assert.Equal(["2 of 3 calls were placed"], host.Services.GetRequiredService<Mailer>().Sent);
    }

    [Fact]
    public async Task Under_every_order_of_starts_the_summary_is_mailed_after_the_calls()
    {
        await using var host = await CrosstownTestHost.StartAsync(Map, Configure(TrafficMode.Live));
        var rounds = 0;

        await host.InterleaveAsync(
            async () =>
            {
                await host.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "bad", "+12025550103" });
                await host.SettledAsync();
                Assert.Equal(++rounds, host.Services.GetRequiredService<Mailer>().Sent.Count(text => text == "2 of 3 calls were placed"));
            },
            rounds: 5);
    }

    [Fact]
    public async Task The_client_of_the_page_asks_for_the_status()
    {
        await using var host = await CrosstownTestHost.StartAsync(Map, Configure(TrafficMode.Manual));

        var accepted = await host.Client.PostAsync("/receipts?to=ann", null);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("pending", (await host.Client.GetFromJsonAsync<TrafficStatus>(accepted.Headers.Location))!.State);
        await host.ReleaseAllAsync();

        Assert.Equal("ran", (await host.Client.GetFromJsonAsync<TrafficStatus>(accepted.Headers.Location))!.State);
    }

    [Fact]
    public async Task The_summary_counts_the_calls_that_were_placed()
    {
        await using var services = new ServiceCollection().AddSingleton<Mailer>().BuildServiceProvider();
        var traffic = new RecordingTraffic(services);
        var calls = new[] { traffic.Defer(() => { }), traffic.Defer(() => throw new IOException("busy")) };
        traffic.WhenAll(calls).Then<Mailer>((set, mailer, token) => mailer.SendAsync($"{set.Count(call => call.Fate is Fate.Ran)} of {set.Count}", token));

        await Assert.ThrowsAsync<TrafficFailedException>(() => traffic.RunAllAsync());

        Assert.Equal(["1 of 2"], services.GetRequiredService<Mailer>().Sent);
    }

    [Fact]
    public async Task The_handler_of_the_summary_counts_the_calls_that_were_placed()
    {
        var mailer = new Mailer();
        var context = TestTrafficContext.Create(awaited: [new Deferral("call", fate: Fate.Ran), new Deferral("call", fate: Fate.Failed)]);

        await new MailSummaryHandler(mailer).HandleAsync(new MailSummary("spring"), context, CancellationToken.None);

        Assert.Equal(["spring: 1 of 2 calls were placed"], mailer.Sent);
    }

    private static void Map(WebApplication app)
    {
        app.MapPost("/campaigns", (string[] numbers, ICrosstownTraffic traffic) =>
        {
            var calls = numbers.Select(number => traffic.Tell(new PlaceCall(number))).ToList();
            traffic.WhenAll(calls).Then<Mailer>((set, mailer, token) =>
                mailer.SendAsync($"{set.Count(call => call.Fate is Fate.Ran)} of {set.Count} calls were placed", token));
            return Results.Accepted();
        });
        app.MapCrosstownStatus("/status");
        app.MapPost("/receipts", (string to, ICrosstownTraffic traffic) => TypedResults.AcceptedTraffic(traffic.Tell(new SendReceipt(to))));
    }

    private static Action<CrosstownTestOptions> Configure(TrafficMode mode) => options =>
    {
        options.Mode = mode;
        options.CollectFailures = true;
        options.ConfigureServices = services => services
            .AddSingleton<Mailer>().AddSingleton<Calls>()
            .AddTrafficHandler<PlaceCallHandler>().AddTrafficHandler<ReceiptHandler>();
    };
}
