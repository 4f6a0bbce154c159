using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;
using Polly;
using Polly.Timeout;

namespace Crosstown.TestKit.Tests.Documentation.Failures;

/// <summary>The code of docs/failures.md.</summary>
public sealed class FailuresPageSpecs
{
    [Fact]
    public async Task The_filters_of_the_page_surround_the_work_of_an_application()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.ConfigureServices = services =>
        {
            services.AddScoped<CurrentTenant>();
            services.AddTrafficFilter<TenantFilter>();
            services.AddTrafficFilter<TransactionFilter>();
            services.AddTrafficFilter<NumberFilter>(pools: ["calls", PoolNames.SameThread]);
        });

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "12025550102" });
        await app.SettledAsync();

        Assert.Equal(["+12025550101"], app.Services.GetRequiredService<Calls>().Placed);
        Assert.Equal("the filter NumberFilter did not call next", app.ShouldHaveDiscarded<PlaceCall>(fate: Fate.Cancelled, times: 1).Reason);
    }

    [Fact]
    public async Task A_pipeline_of_Polly_is_a_filter_and_its_token_reaches_the_work()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromMilliseconds(10)).Build());
        services.AddTrafficFilter<ResilienceFilter>();
        await using var provider = services.BuildServiceProvider();
        var traffic = new RecordingTraffic(provider);
        traffic.Defer(token => Task.Delay(Timeout.Infinite, token));

        var failed = await traffic.RunNextAsync();

        Assert.IsType<TimeoutRejectedException>(failed.Exception);
    }

    [Fact]
    public async Task Failed_work_is_in_the_table()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options =>
        {
            options.CollectFailures = true;
            options.ConfigureServices = services =>
            {
                services.AddSingleton<FailedWork>();
                services.AddTrafficFailureHandler<FailedWorkHandler>();
            };
        });

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101", "bad" });
        await app.SettledAsync();

        var row = Assert.Single(app.Services.GetRequiredService<FailedWork>().Rows);
        Assert.Equal(("{\"Number\":\"bad\"}", "the number is bad"), (row.Message, row.Why));
    }

    [Fact]
    public async Task A_failure_handler_is_tested_without_a_host()
    {
        var table = new FailedWork();
        var deferral = new Deferral("PlaceCallHandler(PlaceCall)", "calls", fate: Fate.Failed, exception: new IOException("the line is dead"));

        await new FailedWorkHandler(table).HandleAsync(new TrafficFailure(deferral, new PlaceCall("+12025550101")), CancellationToken.None);

        Assert.Equal("the line is dead", Assert.Single(table.Rows).Why);
    }
}
