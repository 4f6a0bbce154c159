using System.Net;
using System.Net.WebSockets;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.12: RFC 8441: a WebSocket is a stream of its connection, whose response is a 200 without an end.</summary>
public class WebSocketOverHttp2Specs
{
    [Fact]
    public async Task A_WebSocket_that_both_sides_close_is_completed_and_sent()
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await StartAsync(() => seen, static async socket =>
        {
            await socket.ReceiveAsync(new byte[10], CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        using var handler = new SocketsHttpHandler();
        using var client = await ConnectAsync(app, handler);
        Assert.Equal(1, app.Ledger.Read().Outstanding);

        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        await client.SendAsync("bye"u8.ToArray(), WebSocketMessageType.Text, true, deadline.Token);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);

        var response = (await seen.Async()).Response;
        Assert.Equal((200, ResponseOutcome.Completed, WireLevel.Sent), (response.StatusCode, response.Outcome, response.Level));
        await app.SettledAsync();
        Assert.Equal(1, app.Ledger.Read().Ran);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_WebSocket_that_its_client_drops_is_aborted_by_the_client(bool withItsConnection)
    {
        Seen<RequestSnapshot> seen = new();
        await using var app = await StartAsync(() => seen, static socket => socket.ReceiveAsync(new byte[10], CancellationToken.None));
        for (var round = 0; round < 50; round++)
        {
            seen = new();
            using var handler = new SocketsHttpHandler();
            using var client = await ConnectAsync(app, handler);

            if (withItsConnection)
                handler.Dispose();
            client.Abort();

            var response = (await seen.Async()).Response;
            Assert.Equal((200, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
        }
    }

    [Fact]
    public async Task A_WebSocket_that_the_application_aborts_is_truncated()
    {
        Seen<RequestSnapshot> seen = new();
        await using var app = await StartAsync(() => seen, static socket =>
        {
            socket.Abort();
            return Task.CompletedTask;
        });
        for (var round = 0; round < 50; round++)
        {
            seen = new();
            using var handler = new SocketsHttpHandler();
            using var client = await ConnectAsync(app, handler);

            var response = (await seen.Async()).Response;
            Assert.Equal((200, ResponseOutcome.Truncated), (response.StatusCode, response.Outcome));
        }
    }

    private static Task<TestApp> StartAsync(Func<Seen<RequestSnapshot>> seen, Func<WebSocket, Task> serve) =>
        TestApp.StartAsync(
            web =>
            {
                web.UseWebSockets();
                web.Map("/", async (HttpContext context, ICrosstownTraffic traffic) =>
                {
                    var here = seen();
                    traffic.Defer<TrafficContext>((run, _) => { here.Set(run.Request!); return Task.CompletedTask; }, new() { NoGo = [] });
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    await serve(socket);
                });
            },
            server: TestServerKind.KestrelHttp2,
            wire: true);

    private static async Task<ClientWebSocket> ConnectAsync(TestApp app, SocketsHttpHandler handler)
    {
        var client = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await client.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws" }.Uri, invoker, deadline.Token);
        return client;
    }
}
