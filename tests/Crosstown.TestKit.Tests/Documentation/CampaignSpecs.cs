using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Documentation;

public sealed class CampaignSpecs() : Akka.TestKit.Xunit2.TestKit(CrosstownTestConfig.Create("crosstown.pools.calls { }"))
{
    [Fact]
    public async Task The_hosts_pools_are_this_TestKits_probes()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.ActorSystem = Sys);
        app.Pool("calls").SendTo(TestActor);

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "+12025550101" });

        ExpectMsg(new PlaceCall("+12025550101"));
    }
}
