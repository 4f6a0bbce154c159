using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using static Crosstown.Web.Tests.Requests.OutcomeProbe;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.3: aborts, and endings that look like aborts and are none.</summary>
public sealed class AbortSpecs
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_in_the_middle_of_the_body_is_an_abort_by_the_client_with_the_applications_status(bool wire)
    {
        var seen = new Seen<RequestSnapshot>();
        var gone = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
        {
            Watch(traffic, seen);
            context.Response.StatusCode = 202;
            context.RequestAborted.Register(() => gone.Set(true));
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            await gone.Async();
        }), wire: wire);
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await client.ReadUntilAsync("begun");

        client.Connection.Reset();

        var response = (await seen.Async()).Response;
        Assert.Equal((202, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_disconnect_before_the_response_starts_is_an_abort_by_the_client_whose_status_is_never_499(bool wire)
    {
        var seen = new Seen<RequestSnapshot>();
        var begun = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
        {
            Watch(traffic, seen);
            begun.Set(true);
            await Task.Delay(TestApp.Deadline, context.RequestAborted);
        }), wire: wire);
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await begun.Async();

        client.Connection.Reset();

        var response = (await seen.Async()).Response;
        Assert.Equal((200, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.KestrelHttp2)]
    public async Task An_abort_of_the_connection_by_its_feature_is_an_abort_by_the_server(TestServerKind server)
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                Watch(traffic, seen);
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                context.Features.Get<IConnectionLifetimeFeature>()!.Abort();
            }),
            server: server,
            wire: true);

        await GetAnyhow(app.Client, "/");

        Assert.Equal(ResponseOutcome.AbortedByServer, (await seen.Async()).Response.Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dropped_WebSocket_is_an_abort_by_the_client(bool resets)
    {
        Seen<RequestSnapshot> seen = new();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseWebSockets();
                web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
                {
                    Watch(traffic, seen);
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    await socket.ReceiveAsync(new byte[10], CancellationToken.None);
                });
            },
            wire: true);
        // In each round either the server or the WebSocket may notice the disconnect first.
        for (var round = 0; round < 50; round++)
        {
            seen = new();
            await using var client = await Http1Client.ConnectAsync(app.Address);
            await client.SendAsync(
                "GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            await client.ReadUntilAsync("\r\n\r\n");

            if (resets)
                client.Connection.Reset();
            else
                await client.DisposeAsync();

            var response = (await seen.Async()).Response;
            Assert.Equal((101, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
        }
    }

    [Fact]
    public async Task An_exception_handler_that_writes_499_over_an_aborted_response_does_not_change_the_applications_status()
    {
        var seen = new Seen<RequestSnapshot>();
        var begun = new Seen<bool>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseExceptionHandler("/error");
                web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
                {
                    context.Response.StatusCode = 202;
                    Watch(traffic, seen);
                    begun.Set(true);
                    await Task.Delay(TestApp.Deadline, context.RequestAborted);
                });
            });
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await begun.Async();

        client.Connection.Reset();

        var response = (await seen.Async()).Response;
        Assert.Equal((202, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
    }

    [Fact]
    public async Task An_abort_token_that_inner_middleware_sets_is_no_evidence_of_an_abort()
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(web =>
        {
            web.Use((context, next) =>
            {
                context.RequestAborted = new CancellationToken(canceled: true);
                return next(context);
            });
            web.MapGet("/", (HttpContext context, ICrosstownTraffic traffic) =>
            {
                Watch(traffic, seen);
                return context.RequestAborted.IsCancellationRequested ? "replaced" : "the server's";
            });
        });

        Assert.Equal("replaced", await app.Client.GetStringAsync("/"));

        Assert.Equal(ResponseOutcome.Completed, (await seen.Async()).Response.Outcome);
    }

    /// <summary>The completion callbacks run last-in first-out, so this one holds up Crosstown's until the client has gone.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_failed_request_counts_as_500_also_when_its_client_disconnects(bool wire, bool handled)
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.MapGet("/", (HttpContext context, ICrosstownTraffic traffic) =>
                {
                    Watch(traffic, seen);
                    traffic.Defer(() => { });
                    var gone = new Seen<bool>();
                    context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed.Register(() => gone.Set(true));
                    context.Response.OnCompleted(() => gone.Async());
                    throw new InvalidOperationException("on purpose");
                });
            },
            builder =>
            {
                if (handled)
                    OuterMiddleware.Add(builder.Services, outer => outer.Use(SaySorry));
            },
            wire: wire);
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await client.ReadUntilAsync(handled ? "sorry" : "Content-Length: 0\r\n");

        client.Connection.Reset();

        Assert.Equal(handled ? 503 : 500, (await seen.Async()).Response.StatusCode);
        await app.SettledAsync();
        Assert.Equal((1L, 1L), (app.Ledger.Read().NoGo, app.Ledger.Read().Ran));
    }

    private static async Task SaySorry(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (InvalidOperationException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("sorry");
        }
    }
}
