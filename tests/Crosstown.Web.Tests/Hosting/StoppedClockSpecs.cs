using System.Net;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>A TimeProvider of the application's that stands still holds up deadlines of work and nothing else: servers, peers and callers wait in real time.</summary>
public class StoppedClockSpecs
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_that_the_server_itself_answers_with_400_is_released(bool wire)
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await StartAsync(
            web => web.MapPost("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                traffic.Defer<TrafficContext>((running, _) => { seen.Set(running.Request!); return Task.CompletedTask; }, new() { NoGo = [] });
                await context.Request.Body.CopyToAsync(Stream.Null);
            }),
            wire: wire);
        await using var client = await Http1Client.ConnectAsync(app.Address);

        await client.SendAsync("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

        Assert.Equal(400, (await seen.Async()).Response.StatusCode);
    }

    [Fact]
    public async Task A_response_is_acknowledged()
    {
        await using var host = await WireHost.StartAsync(level: WireLevel.Acked, configure: builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider()));
        await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1);

        await client.GetAsync("/length?tag=acked");

        Assert.Equal(WireLevel.Acked, (await host.Probe.ReportAsync("acked")).Reached);
    }

    [Fact]
    public async Task A_request_that_waits_for_a_slot_is_answered_when_its_wait_is_over()
    {
        await using var app = await StartAsync(
            web => web.MapGet("/", async (ICrosstownTraffic traffic) =>
            {
                traffic.TellTo(ActorRefs.Nobody, "takes the slot");
                await traffic.TellAsync("waits");
            }),
            builder => builder.Services.AddTrafficHandler<Nothing>(),
            "crosstown.admission { capacity = 1, wait = 100ms }");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task The_age_of_the_oldest_response_is_told()
    {
        var goOn = new Seen<bool>();
        var deferred = new Seen<bool>();
        await using var app = await StartAsync(web => web.MapGet("/", async (ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() => { });
            deferred.Set(true);
            await goOn.Async();
        }));
        var response = app.Client.GetAsync("/");
        await deferred.Async();

        await Eventually.TrueAsync(() => app.Ledger.OldestCollecting > TimeSpan.Zero);

        goOn.Set(true);
        await response;
    }

    private static Task<TestApp> StartAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? configure = null, string hocon = "", bool wire = false) => TestApp.StartAsync(
        map,
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
            configure?.Invoke(builder);
        },
        hocon: hocon,
        wire: wire);

    internal sealed class Nothing : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
