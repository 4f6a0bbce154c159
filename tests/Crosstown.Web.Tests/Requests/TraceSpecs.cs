using System.Diagnostics;
using System.Net;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.6: the trace of a request goes on in the calls that its deferrals make.</summary>
public class TraceSpecs
{
    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.KestrelHttp2)]
    public async Task Outgoing_calls_of_work_go_on_in_the_requests_trace_with_its_baggage_where_nobody_listens_to_Crosstown(TestServerKind server)
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var seen = new Seen<(string Trace, bool IsSampled, string? Tenant)>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.MapGet("/", (HttpContext context, ICrosstownTraffic traffic) =>
                {
                    var address = new Uri($"{context.Request.Scheme}://{context.Request.Host}/called");
                    var version = HttpProtocol.IsHttp2(context.Request.Protocol) ? HttpVersion.Version20 : HttpVersion.Version11;
                    traffic.Defer(async ct =>
                    {
                        using var http = new HttpClient { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
                        (await http.GetAsync(address, ct)).EnsureSuccessStatusCode();
                    });
                });
                web.MapGet("/called", () => seen.Set((Activity.Current!.TraceId.ToString(), Activity.Current.Recorded, Activity.Current.GetBaggageItem("tenant"))));
            },
            server: server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = app.Client.DefaultRequestVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        request.Headers.Add("baggage", "tenant=hendrix");

        (await app.Client.SendAsync(request)).EnsureSuccessStatusCode();
        await app.SettledAsync();

        Assert.Equal(1, app.Ledger.Read().Ran);
        Assert.Equal((Trace, true, "hendrix"), await seen.Async());
    }
}
