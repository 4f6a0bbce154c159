using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using static Crosstown.Web.Tests.Requests.OutcomeProbe;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.3: the outcome and status that deferred work sees for each way to end a response. On Kestrel, because servers differ here.</summary>
public sealed class OutcomeSpecs
{
    public static TheoryData<TestServerKind, bool, string, int, ResponseOutcome> Endings
    {
        get
        {
            var data = new TheoryData<TestServerKind, bool, string, int, ResponseOutcome>();
            foreach (var server in (TestServerKind[])[TestServerKind.Kestrel, TestServerKind.KestrelHttp2])
                foreach (var wire in (bool[])[false, true])
                {
                    data.Add(server, wire, "/ok", 200, ResponseOutcome.Completed);
                    data.Add(server, wire, "/no-content", 204, ResponseOutcome.Completed);
                    data.Add(server, wire, "/exact-length", 200, ResponseOutcome.Completed);
                    data.Add(server, wire, "/not-found", 404, ResponseOutcome.Completed);
                    data.Add(server, wire, "/throws-before-start", 500, ResponseOutcome.Completed);
                    data.Add(server, wire, "/throws-after-start", 200, ResponseOutcome.Truncated);
                    data.Add(server, wire, "/throws-after-whole-length", 200, ResponseOutcome.Completed);
                    data.Add(server, wire, "/throws-after-complete", 200, ResponseOutcome.Completed);
                    data.Add(server, wire, "/too-few-bytes", 200, ResponseOutcome.Truncated);
                    data.Add(server, wire, "/too-few-bytes-flushed", 200, ResponseOutcome.Truncated);
                    data.Add(server, wire, "/no-bytes-of-ten", 500, ResponseOutcome.Completed);
                    data.Add(server, wire, "/too-many-bytes-caught", 200, ResponseOutcome.Completed);
                    data.Add(server, wire, "/aborts-before-start", 202, ResponseOutcome.AbortedByServer);
                    data.Add(server, wire, "/aborts-after-start", 200, ResponseOutcome.Truncated);
                    if (server == TestServerKind.KestrelHttp2)
                    {
                        data.Add(server, wire, "/resets-before-start", 202, ResponseOutcome.AbortedByServer);
                        data.Add(server, wire, "/resets-after-start", 200, ResponseOutcome.Truncated);
                    }
                    if (server == TestServerKind.KestrelHttp2 || !wire)
                        data.Add(server, wire, "/aborts-after-complete", 200, ResponseOutcome.Completed);
                    data.Add(server, wire, "/aborts-at-completion", 200, ResponseOutcome.Completed);
                    data.Add(server, wire, "/bad-request", 413, ResponseOutcome.Completed);
                    data.Add(server, wire, "/grpc-failed", 500, ResponseOutcome.Completed);
                    data.Add(server, wire, "/grpc-ok", 200, ResponseOutcome.Completed);
                }

            return data;
        }
    }

    [Theory, MemberData(nameof(Endings))]
    public async Task Each_way_to_end_a_response_has_its_status_and_outcome(TestServerKind server, bool wire, string path, int status, ResponseOutcome outcome)
    {
        var seen = new Seen<RequestSnapshot>();
        var read = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => MapEndings(web, seen, read), server: server, wire: wire);

        await GetAnyhow(app.Client, path);
        read.Set(true);

        var response = (await seen.Async()).Response;
        Assert.Equal((status, outcome), (response.StatusCode, response.Outcome));
        if (outcome == ResponseOutcome.Completed)
            Assert.Equal(wire ? WireLevel.Sent : WireLevel.Handed, response.Level);
    }

    [Fact]
    public async Task Trailers_are_in_the_snapshot()
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(web => MapEndings(web, seen, new()), server: TestServerKind.KestrelHttp2);

        await GetAnyhow(app.Client, "/grpc-failed");

        Assert.Equal("13", (await seen.Async()).Response.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task A_request_timeout_once_the_response_has_started_is_truncated()
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseRequestTimeouts();
                web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
                {
                    Watch(traffic, seen);
                    await context.Response.WriteAsync("begun");
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(TestApp.Deadline, context.RequestAborted);
                }).WithRequestTimeout(TimeSpan.FromMilliseconds(50));
            },
            builder => builder.Services.AddRequestTimeouts());

        await GetAnyhow(app.Client, "/");

        var response = (await seen.Async()).Response;
        Assert.Equal((200, ResponseOutcome.Truncated), (response.StatusCode, response.Outcome));
    }

    [Theory]
    [InlineData(false, "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n", 413)]
    [InlineData(false, "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nthis is no chunk", 400)]
    [InlineData(true, "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n", 413)]
    [InlineData(true, "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nthis is no chunk", 400)]
    public async Task An_answer_that_Kestrel_writes_after_OnCompleted_gives_the_status(bool wire, string request, int status)
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web => web.MapPost("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                Watch(traffic, seen);
                await context.Request.Body.CopyToAsync(Stream.Null);
            }),
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 10),
            wire: wire);
        await using var client = await Http1Client.ConnectAsync(app.Address);

        await client.SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(status, (await seen.Async()).Response.StatusCode);
    }

    [Fact]
    public async Task A_response_after_which_the_connection_closes_is_completed()
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(web => MapEndings(web, seen, new()));
        await using var client = await Http1Client.ConnectAsync(app.Address);

        await client.SendAsync("GET /ok HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        await client.ReadToEndAsync();

        Assert.Equal(ResponseOutcome.Completed, (await seen.Async()).Response.Outcome);
    }

    private static void MapEndings(WebApplication app, Seen<RequestSnapshot> seen, Seen<bool> read)
    {
        var endings = app.MapGroup("").AddEndpointFilter(async (invocation, next) =>
        {
            Watch(invocation.HttpContext.Traffic(), seen);
            return await next(invocation);
        });
        endings.MapGet("/ok", () => "ok");
        endings.MapGet("/no-content", () => Results.NoContent());
        endings.MapGet("/not-found", () => Results.NotFound());
        endings.MapGet("/exact-length", (HttpContext context) => WriteAsync(context, 3, "abc"));
        endings.MapGet("/throws-before-start", void () => throw new InvalidDataException());
        endings.MapGet("/throws-after-start", async (HttpContext context) =>
        {
            await WriteAsync(context, null, "abc");
            await context.Response.Body.FlushAsync();
            throw new InvalidDataException();
        });
        endings.MapGet("/throws-after-whole-length", async (HttpContext context) =>
        {
            await WriteAsync(context, 3, "abc");
            throw new InvalidDataException();
        });
        endings.MapGet("/throws-after-complete", async (HttpContext context) =>
        {
            await WriteAsync(context, null, "abc");
            await context.Response.CompleteAsync();
            throw new InvalidDataException();
        });
        endings.MapGet("/too-few-bytes", (HttpContext context) => WriteAsync(context, 10, "abc"));
        endings.MapGet("/too-few-bytes-flushed", async (HttpContext context) =>
        {
            await WriteAsync(context, 10, "abc");
            await context.Response.Body.FlushAsync();
        });
        endings.MapGet("/no-bytes-of-ten", (HttpContext context) => { context.Response.ContentLength = 10; });
        endings.MapGet("/too-many-bytes-caught", async (HttpContext context) =>
        {
            await WriteAsync(context, 3, "abc");
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.Response.WriteAsync("def"));
        });
        endings.MapGet("/aborts-before-start", (HttpContext context) =>
        {
            context.Response.StatusCode = 202;
            context.Abort();
        });
        endings.MapGet("/aborts-after-start", async (HttpContext context) =>
        {
            await WriteAsync(context, null, "abc");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        endings.MapGet("/resets-before-start", (HttpContext context) =>
        {
            context.Response.StatusCode = 202;
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(2);
        });
        endings.MapGet("/resets-after-start", async (HttpContext context) =>
        {
            await WriteAsync(context, null, "abc");
            await context.Response.Body.FlushAsync();
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(2);
        });
        endings.MapGet("/aborts-after-complete", async (HttpContext context) =>
        {
            await WriteAsync(context, null, "abc");
            await context.Response.CompleteAsync();
            context.Abort();
        });
        endings.MapGet("/aborts-at-completion", (HttpContext context) =>
        {
            // Once the bytes are in the kernel: an abort of an HTTP/1.1 connection drops the others.
            context.Response.OnCompleted(async () =>
            {
                await read.Async();
                context.Abort();
            });
            return WriteAsync(context, null, "abc");
        });
        endings.MapGet("/bad-request", void () => throw new Microsoft.AspNetCore.Http.BadHttpRequestException("too large", 413));
        endings.MapGet("/grpc-failed", (HttpContext context) => AnswerGrpc(context, "13"));
        endings.MapGet("/grpc-ok", (HttpContext context) => AnswerGrpc(context, "0"));
    }

    private static async Task AnswerGrpc(HttpContext context, string status)
    {
        context.Response.ContentType = "application/grpc";
        if (!context.Response.SupportsTrailers())
        {
            context.Response.Headers["grpc-status"] = status;
            return;
        }

        await context.Response.WriteAsync("abc");
        context.Response.AppendTrailer("grpc-status", status);
    }

    private static Task WriteAsync(HttpContext context, int? length, string body)
    {
        context.Response.ContentLength = length;
        return context.Response.WriteAsync(body);
    }
}
