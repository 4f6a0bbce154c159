using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using static Crosstown.Web.Tests.Requests.OutcomeProbe;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.3: a client that disconnects while the handler reads its upload has aborted, whichever evidence of that comes first.</summary>
public sealed class UploadAbortSpecs
{
    /// <summary>In each round another party may notice the disconnect first: the handler, the server's token, the socket or the wire.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_disconnect_during_an_upload_is_always_an_abort_by_the_client(bool wire, bool resets)
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

    /// <summary>The server cancels its token and closes its socket on other threads than the one that throws. This test delays both until after the exception.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_disconnect_during_an_upload_is_an_abort_also_when_reading_throws_before_the_abort_token_is_cancelled(bool wire, bool resets)
    {
        var seen = new Seen<RequestSnapshot>();
        using var open = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await using var app = await StartLateAsync(open, wire, async (HttpContext context, ICrosstownTraffic traffic) =>
        {
            Watch(traffic, seen);
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            await context.Request.Body.CopyToAsync(Stream.Null);
        });

        await LeaveUploadAsync(app, resets);

        Assert.Equal(ResponseOutcome.AbortedByClient, (await seen.Async()).Response.Outcome);
    }

    /// <summary>Sends the beginning of a body, waits for the beginning of the response, and resets the connection or closes it.</summary>
    private static async Task LeaveUploadAsync(TestApp app, bool resets)
    {
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.SendAsync("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\nabc");
        await client.ReadUntilAsync("begun");

        if (resets)
            client.Connection.Reset();
    }

    private static Task<TestApp> StartLateAsync(Socket open, bool wire, Delegate handler) => TestApp.StartAsync(
        web => web.MapPost("/", handler),
        builder => OuterMiddleware.Add(builder.Services, outer => outer.Use((context, next) =>
        {
            context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
            context.Features.Set<IConnectionSocketFeature>(new OpenSocket(open));
            return next(context);
        })),
        wire: wire);

    private sealed class OpenSocket(Socket socket) : IConnectionSocketFeature
    {
        public Socket Socket => socket;
    }
}
