using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Hosted;

/// <summary>Aborts, and what only looks like one.</summary>
public partial class OutcomeSpecs
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_resets_in_the_middle_of_the_body_has_aborted_and_the_status_is_the_applications(bool wire)
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
        using var client = await RawClient.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await client.ReadUntilAsync("begun");

        client.Reset();

        var response = (await seen.Async()).Response;
        Assert.Equal((202, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_before_the_response_starts_has_aborted_and_the_status_is_never_499(bool wire)
    {
        var seen = new Seen<RequestSnapshot>();
        var begun = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
        {
            Watch(traffic, seen);
            begun.Set(true);
            await Task.Delay(TestApp.Deadline, context.RequestAborted);
        }), wire: wire);
        using var client = await RawClient.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await begun.Async();

        client.Reset();

        var response = (await seen.Async()).Response;
        Assert.Equal((200, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
    }

    /// <summary>Who hears of it first differs from round to round: the handler, the server's token, the socket, the wire.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_client_that_leaves_in_its_upload_has_aborted_every_time(bool wire, bool resets)
    {
        Seen<RequestSnapshot> seen = new();
        await using var app = await TestApp.StartAsync(
            web => web.MapPost("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                Watch(traffic, seen);
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                await context.Request.Body.CopyToAsync(Stream.Null);
            }),
            wire: wire);
        for (var round = 0; round < 200; round++)
        {
            seen = new();

            await LeaveUploadAsync(app, resets);

            Assert.Equal(ResponseOutcome.AbortedByClient, (await seen.Async()).Response.Outcome);
        }
    }

    /// <summary>Sends the beginning of a body, waits for the beginning of the response, and resets the connection or closes it.</summary>
    private static async Task LeaveUploadAsync(TestApp app, bool resets)
    {
        using var client = await RawClient.ConnectAsync(app.Address);
        await client.SendAsync("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\nabc");
        await client.ReadUntilAsync("begun");

        if (resets)
            client.Reset();
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.KestrelHttp2)]
    public async Task An_application_that_aborts_the_connection_by_its_feature_is_the_server(TestServerKind server)
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
    public async Task A_client_that_drops_its_WebSocket_has_aborted(bool resets)
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
        // Who hears of it first, the server or the WebSocket, differs from round to round.
        for (var round = 0; round < 50; round++)
        {
            seen = new();
            using var client = await RawClient.ConnectAsync(app.Address);
            await client.SendAsync(
                "GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            await client.ReadUntilAsync("\r\n\r\n");

            if (resets)
                client.Reset();
            else
                client.Dispose();

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
        using var client = await RawClient.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await begun.Async();

        client.Reset();

        var response = (await seen.Async()).Response;
        Assert.Equal((202, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
    }

    [Fact]
    public async Task A_token_that_inner_middleware_puts_over_the_servers_is_no_evidence_of_an_abort()
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
    public async Task A_failed_request_whose_client_leaves_with_its_500_has_failed(bool wire, bool handled)
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                if (handled)
                    web.Use(SaySorry);
                web.UseCrosstown();
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
            use: false,
            wire: wire);
        using var client = await RawClient.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await client.ReadUntilAsync(handled ? "sorry" : "Content-Length: 0\r\n");

        client.Reset();

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
