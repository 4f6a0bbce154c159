using System.Net.WebSockets;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.12: responses that last: server-sent events and WebSockets.</summary>
public class LongResponseSpecs
{
    [Theory]
    [InlineData(TrafficRelease.ResponseEnded)]
    [InlineData(TrafficRelease.ResponseStarted)]
    public async Task A_stream_of_events_releases_its_traffic_at_its_end_or_at_its_head(TrafficRelease release)
    {
        var ran = new Seen<RequestSnapshot>();
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/events", async (HttpContext context, ICrosstownTraffic traffic) =>
        {
            Watch(traffic, ran);
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await goOn.Async();
        }).ReleaseTrafficAt(release));
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/events");
        await client.ReadUntilAsync("first");

        if (release == TrafficRelease.ResponseStarted)
            await ran.Async();
        else
            Assert.Equal(1, app.Ledger.Read().Outstanding);
        goOn.Set(true);

        Assert.Equal(200, (await ran.Async()).Response.StatusCode);
        await app.SettledAsync();
        Assert.Equal(1, app.Ledger.Read().Ran);
        await Eventually.TrueAsync(() => app.Ledger.OpenRequests == 0);
    }

    [Theory]
    [InlineData(TrafficRelease.ResponseEnded)]
    [InlineData(TrafficRelease.ResponseStarted)]
    public async Task A_WebSocket_releases_its_traffic_when_it_has_closed_or_when_it_has_opened(TrafficRelease release)
    {
        var ran = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(web =>
        {
            web.UseWebSockets();
            web.MapGet("/socket", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                Watch(traffic, ran);
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.ReceiveAsync(new byte[10], CancellationToken.None);
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }).ReleaseTrafficAt(release);
        });
        using var client = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        await client.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/socket" }.Uri, deadline.Token);

        if (release == TrafficRelease.ResponseStarted)
            await ran.Async();
        else
            Assert.Equal(1, app.Ledger.Read().Outstanding);
        await client.SendAsync("bye"u8.ToArray(), WebSocketMessageType.Text, true, deadline.Token);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);

        Assert.Equal(101, (await ran.Async()).Response.StatusCode);
        await app.SettledAsync();
        Assert.Equal(1, app.Ledger.Read().Ran);
        await Eventually.TrueAsync(() => app.Ledger.OpenRequests == 0);
    }

    [Fact]
    public async Task A_deferral_after_an_early_release_runs_at_once()
    {
        var first = new Seen<RequestSnapshot>();
        var second = new Seen<RequestSnapshot>();
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/events", async (HttpContext context, ICrosstownTraffic traffic) =>
        {
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            Watch(traffic, first);
            await first.Async();
            Watch(traffic, second);
            await second.Async();
            await goOn.Async();
        }).ReleaseTrafficAt(TrafficRelease.ResponseStarted));
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/events");

        await second.Async();

        goOn.Set(true);
        await app.SettledAsync();
        Assert.Equal(2, app.Ledger.Read().Ran);
    }

    [Fact]
    public async Task Traffic_released_at_the_head_is_judged_by_the_heads_status()
    {
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() => { });
            return Results.StatusCode(503);
        }).ReleaseTrafficAt(TrafficRelease.ResponseStarted));

        await app.Client.GetAsync("/");
        await app.SettledAsync();

        Assert.Equal(1, app.Ledger.Read().NoGo);
    }

    private static void Watch(ICrosstownTraffic traffic, Seen<RequestSnapshot> seen) =>
        traffic.Defer<TrafficContext>((context, _) => { seen.Set(context.Request!); return Task.CompletedTask; });

    /// <summary>
    /// OnStarting callbacks run last-in first-out, so a callback that was registered before the first deferral can still change the status. With null the callback throws, and the
    /// server answers 500.
    /// </summary>
    [Theory, InlineData(503), InlineData(201), InlineData(null)]
    public async Task An_early_release_is_judged_by_the_status_that_was_sent(int? status)
    {
        await using var app = await TestApp.StartAsync(web =>
        {
            web.Use(async (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.StatusCode = status ?? throw new InvalidOperationException("on purpose");
                    return Task.CompletedTask;
                });
                await next(context);
            });
            web.MapGet("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => { });
                return Results.Text("hello");
            }).ReleaseTrafficAt(TrafficRelease.ResponseStarted);
        });
        for (var i = 0; i < 20; i++)
        {
            using var response = await app.Client.GetAsync("/");
            Assert.Equal(status ?? 500, (int)response.StatusCode);
        }

        await app.SettledAsync();
        var reading = app.Ledger.Read();
        Assert.Equal(status == 201 ? (0L, 20L) : (20L, 0L), (reading.NoGo, reading.Ran));
    }
}
