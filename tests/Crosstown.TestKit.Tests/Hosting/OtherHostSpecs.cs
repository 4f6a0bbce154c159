using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace Crosstown.TestKit.Tests.Hosting;

public sealed class OtherHostSpecs
{
    [Fact]
    public async Task The_harness_works_in_a_WebApplicationFactory_by_one_registration()
    {
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
            web.UseContentRoot(AppContext.BaseDirectory).ConfigureTestServices(services => services.AddCrosstownTesting(options => options.Mode = TrafficMode.Manual)));
        using var client = factory.CreateClient();
        var traffic = factory.Services.GetRequiredService<TrafficHarness>();

        await client.PostAsJsonAsync("/campaigns", new[] { "1" });
        traffic.ShouldHaveDeferred<PlaceCall>(call => call.Number == "1");
        Assert.Empty(factory.Services.GetRequiredService<Calls>().Placed);
        await traffic.ReleaseAllAsync();

        traffic.ShouldHaveRun<PlaceCall>();
    }

    [Fact]
    public async Task Faults_and_the_mode_Inline_reach_a_factorys_client_by_the_harnesss_handler()
    {
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
            web.UseContentRoot(AppContext.BaseDirectory).ConfigureTestServices(services => services.AddCrosstownTesting(options => options.Mode = TrafficMode.Inline)));
        var traffic = factory.Services.GetRequiredService<TrafficHarness>();
        using var client = factory.CreateDefaultClient(traffic.CreateHandler());
        await client.PostAsJsonAsync("/campaigns", new[] { "1" });
        traffic.ShouldHaveRun<PlaceCall>();

        using var failing = factory.CreateDefaultClient(traffic.CreateHandler(ResponseFault.AnswersWith(503)));
        await failing.PostAsJsonAsync("/campaigns", new[] { "2" });
        traffic.ShouldHaveDiscarded<PlaceCall>(503);
    }
}
