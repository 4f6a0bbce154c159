using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Hosted;

/// <summary>The server sets its token and closes its socket on other threads than the one that an exception comes on; here they are later than it for certain.</summary>
public partial class OutcomeSpecs
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_client_that_leaves_in_its_upload_has_aborted_also_when_reading_it_throws_before_the_servers_token_says_so(bool wire, bool resets)
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

    private static Task<TestApp> StartLateAsync(Socket open, bool wire, Delegate handler) => TestApp.StartAsync(
        web =>
        {
            web.Use((context, next) =>
            {
                context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
                context.Features.Set<IConnectionSocketFeature>(new OpenSocket(open));
                return next(context);
            });
            web.UseCrosstown();
            web.MapPost("/", handler);
        },
        use: false,
        wire: wire);

    private sealed class OpenSocket(Socket socket) : IConnectionSocketFeature
    {
        public Socket Socket => socket;
    }
}
