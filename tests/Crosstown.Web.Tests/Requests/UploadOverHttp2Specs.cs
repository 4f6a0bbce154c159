using System.Net;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.3: a stream that its client resets while the handler reads from it.</summary>
public class UploadOverHttp2Specs
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_of_an_uploads_stream_is_always_an_abort_by_the_client(bool wire)
    {
        Seen<RequestSnapshot> seen = new();
        await using var app = await TestApp.StartAsync(
            web => web.MapPost("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                var here = seen;
                traffic.Defer<TrafficContext>((run, _) => { here.Set(run.Request!); return Task.CompletedTask; }, new() { NoGo = [] });
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                await context.Request.Body.CopyToAsync(Stream.Null);
            }),
            server: TestServerKind.KestrelHttp2,
            wire: wire);
        for (var round = 0; round < 200; round++)
        {
            seen = new();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Version = new(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new Endless() };
            using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await response.Content.ReadAsStream().ReadExactlyAsync(new byte[5]);

            response.Dispose();

            Assert.Equal(ResponseOutcome.AbortedByClient, (await seen.Async()).Response.Outcome);
        }
    }

    /// <summary>Begins, and goes on until it is cancelled.</summary>
    private sealed class Endless : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("abc"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
