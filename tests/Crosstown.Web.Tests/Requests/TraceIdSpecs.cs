using System.Diagnostics;

namespace Crosstown.Web.Tests.Requests;

public sealed class TraceIdSpecs
{
    private const string Sent = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_snapshot_has_the_W3C_trace_id_of_its_request(bool onKestrel)
    {
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) =>
            {
                // Another trace, begun by the handler.
                using var own = new Activity("own").SetIdFormat(ActivityIdFormat.W3C).SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();
                traffic.Defer(() => { });
            }),
            options => (options.Mode, options.UseKestrel) = (TrafficMode.Inline, onKestrel));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("traceparent", $"00-{Sent}-00f067aa0ba902b7-01");
        await app.Client.SendAsync(request);

        Assert.Equal(Sent, Assert.Single(app.Deferrals).Request!.TraceId);
    }
}
