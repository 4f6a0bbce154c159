using System.Net;
using System.Net.Http.Json;
using Crosstown.Actors;
using Crosstown.TestKit;
using Microsoft.Extensions.DependencyInjection;
using PhoneCampaign.Campaigns;
using PhoneCampaign.Telephony;

namespace PhoneCampaign.Tests;

public sealed class CampaignSpecs : IDisposable
{
    private static readonly string[] Numbers = ["+12025550101", "+12025550102", "+12025550103"];

    private readonly FakeProvider _provider = new();

    [Fact]
    public async Task A_campaign_defers_one_call_per_number_on_the_pool_calls_and_one_line_for_the_journal()
    {
        await using var app = await StartAsync(TrafficMode.Manual);

        using var response = await app.Client.PostAsJsonAsync("/campaigns", Numbers);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        app.ShouldHaveDeferred<PlaceCall>(times: 3, pool: "calls");
        app.ShouldHaveDeferred(deferral => deferral.Message is null && deferral.Pool == PoolNames.SameThread);
        Assert.Empty(_provider.Called);

        await app.ReleaseAllAsync();
        Assert.Equal(Numbers, _provider.Called);
    }

    [Fact]
    public async Task A_campaign_that_is_answered_with_503_places_no_call()
    {
        await using var app = await StartAsync(TrafficMode.Inline);
        await app.Client.PostAsJsonAsync("/campaigns?fail=true", Numbers);
        app.ShouldHaveDiscarded<PlaceCall>(status: 503, times: 3);
        Assert.Empty(_provider.Called);
    }

    [Fact]
    public async Task A_list_that_is_not_accepted_defers_nothing()
    {
        await using var app = await StartAsync();
        using var response = await app.Client.PostAsJsonAsync("/campaigns", new[] { "0123" });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        app.ShouldHaveDeferredNothing();
    }

    [Fact]
    public async Task The_calls_are_dispatched_in_the_order_of_the_list()
    {
        await using var app = await StartAsync();
        var probe = app.CreateTestProbe();
        app.Pool("calls").SendTo(probe);
        await app.Client.PostAsJsonAsync("/campaigns", Numbers);
        Assert.Equal(Numbers, probe.ReceiveN(3).Cast<PlaceCall>().Select(call => call.Number));
    }

    [Fact]
    public async Task A_call_that_the_provider_refuses_fails_at_once_and_the_others_go_out()
    {
        await using var app = await StartAsync(TrafficMode.Manual);
        await app.Client.PostAsJsonAsync("/campaigns", Numbers);

        _provider.Answer = HttpStatusCode.BadRequest;
        var refused = await app.NextAsync();
        _provider.Answer = HttpStatusCode.Created;
        await app.ReleaseAllAsync();

        Assert.IsType<CallRefusedException>(refused.Exception);
        Assert.Equal(1, refused.Deferral.Attempts);
        app.ShouldHaveRun<PlaceCall>(times: 2);
    }

    [Theory, InlineData(HttpStatusCode.ServiceUnavailable), InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_call_for_which_the_provider_has_no_time_is_tried_again_later(HttpStatusCode busy)
    {
        await using var app = await StartAsync();
        _provider.FirstAnswers = new([busy]);
        await app.Client.PostAsJsonAsync("/campaigns", Numbers);
        await app.SettledAsync();
        app.ShouldHaveRun<PlaceCall>(times: 3);
        Assert.Equal(4, _provider.Called.Count);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_answer_has_its_calls_placed_all_the_same()
    {
        await using var app = await StartAsync();
        using var client = app.CreateClient(ResponseFault.AbortedByClient(atByte: 3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PostAsJsonAsync("/campaigns", Numbers));
        await app.SettledAsync();
        app.ShouldHaveRun<PlaceCall>(times: 3);
    }

    [Fact]
    public async Task The_page_shows_each_call_with_its_fate_whatever_the_order_of_their_starts()
    {
        await using var app = await StartAsync();
        await app.InterleaveAsync(
            async () =>
            {
                using var response = await app.Client.PostAsJsonAsync("/campaigns", Numbers);
                await app.SettledAsync();
                var campaign = await app.Client.GetFromJsonAsync<CampaignView>(response.Headers.Location);
                Assert.Equal(new CampaignView(3, 0, true), campaign);
            },
            rounds: 20);
    }

    public void Dispose() => _provider.Dispose();

    /// <summary>The application as it is, with another provider, and without its campaign to itself.</summary>
    private Task<CrosstownTestHost> StartAsync(TrafficMode mode = TrafficMode.Live) => CrosstownTestHost.StartAsync<Program>(options =>
    {
        options.Mode = mode;
        options.Settings["Telephony:StandIn"] = "false";
        options.Settings["Journal:Path"] = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.log");
        options.ConfigureServices = services =>
        {
            services.Remove(services.Single(service => service.ImplementationType == typeof(SelfCampaign)));
            services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => _provider));
        };
    });

    private sealed record CampaignView(int Placed, int Failed, bool IsOver);
}
