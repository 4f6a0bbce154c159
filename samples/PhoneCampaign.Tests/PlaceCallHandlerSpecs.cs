using Crosstown.TestKit;
using Microsoft.Extensions.Options;
using PhoneCampaign.Campaigns;
using PhoneCampaign.Telephony;

namespace PhoneCampaign.Tests;

public sealed class PlaceCallHandlerSpecs
{
    [Fact]
    public async Task The_handler_places_the_call_and_notes_it_without_a_host()
    {
        using var provider = new FakeProvider();
        using var http = new HttpClient(provider);
        var options = Options.Create(new TelephonyOptions { BaseAddress = new Uri("http://provider.test"), AccountSid = "AC1", AuthToken = "t", From = "+12025550000" });
        var campaign = new Campaign("c1", ["+12025550101"]);
        var handler = new PlaceCallHandler(new TelephonyClient(http, options), TimeProvider.System);

        await handler.HandleAsync(new PlaceCall(campaign, 1, "+12025550101"), TestTrafficContext.Create(request: TestTrafficContext.Request(202)), CancellationToken.None);

        Assert.Equal(["+12025550101"], provider.Called);
        Assert.Equal("CA1", campaign.Calls[0].Sid);
        Assert.Equal(202, campaign.Response!.StatusCode);
    }
}
