using System.Net.Http.Json;
using Akka.Hosting;
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
    public void An_application_without_Crosstown_is_told_which_line_it_lacks()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddCrosstownTesting());
        Assert.StartsWith("The application has no Crosstown services. Add builder.Services.AddCrosstown();", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_with_an_actor_system_of_its_own_is_held_and_probed_as_any_other()
    {
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Tell("probed");
                traffic.Defer(() => { }, new() { SameThread = true });
            }),
            options =>
            {
                options.Mode = TrafficMode.Manual;
                options.ConfigureServices = services => services.AddAkka("shop", (akka, provider) => akka.AddHocon("akka.loglevel = WARNING", HoconAddMode.Prepend).WithCrosstown(provider));
            });
        var probe = app.CreateTestProbe();
        app.Pool(PoolNames.Default).SendTo(probe);

        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);

        probe.ExpectMsg("probed");
        Assert.Equal(Fate.Ran, (await app.NextAsync()).Fate);
        Assert.Equal("shop", app.ActorSystem.Name);
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
