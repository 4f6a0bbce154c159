using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace Crosstown.Web.Tests.Requests.Grpc;

/// <summary>docs/design.md §2.3: work of a gRPC or gRPC-Web call runs if the call's status is OK, however the call ends.</summary>
public sealed class GrpcSpecs
{
    private static readonly string[] Endings =
    [
        "ok", "ok late", "fails", "fails late", "crashes", "crashes late", "status", "status late", "deadline", "deadline late", "deadline ignored", "deadline ignored late",
    ];

    public static TheoryData<GrpcCallMode, bool, bool, string> Calls
    {
        get
        {
            var calls = new TheoryData<GrpcCallMode, bool, bool, string>();
            foreach (var mode in Enum.GetValues<GrpcCallMode>())
                foreach (var streams in (bool[])[false, true])
                    foreach (var wire in (bool[])[false, true])
                        foreach (var ending in Endings)
                            calls.Add(mode, streams, wire, ending);
            return calls;
        }
    }

    /// <summary>The deadline is the server's alone here, so that the client does not leave before the server has answered.</summary>
    [Theory, MemberData(nameof(Calls))]
    public async Task Work_of_a_call_runs_exactly_if_its_client_gets_OK(GrpcCallMode mode, bool streams, bool wire, string ending)
    {
        await using var app = await StartAsync(mode, wire);
        using var channel = Open(app, mode, ending.StartsWith("deadline", StringComparison.Ordinal));

        var status = await CallAsync(channel, streams, ending, deadline: null);

        Assert.Equal(ending.StartsWith("ok", StringComparison.Ordinal), status == StatusCode.OK);
        Assert.Equal(status == StatusCode.OK ? Fate.Ran : Fate.NoGo, await FateAsync(app));
    }

    [Theory]
    [InlineData(GrpcCallMode.Native)]
    [InlineData(GrpcCallMode.WebBinary)]
    [InlineData(GrpcCallMode.WebText)]
    public async Task Work_of_a_call_whose_deadline_ends_it_on_both_sides_does_not_run(GrpcCallMode mode)
    {
        foreach (var streams in (bool[])[false, true])
        {
            await using var app = await StartAsync(mode, wire: false);
            using var channel = Open(app, mode, hasServerDeadline: false);

            Assert.Equal(StatusCode.DeadlineExceeded, await CallAsync(channel, streams, "deadline late", DateTime.UtcNow.AddMilliseconds(200)));

            Assert.Equal(Fate.NoGo, await FateAsync(app));
        }
    }

    [Fact]
    public async Task Work_that_outer_middleware_has_deferred_first_does_not_run_either_when_a_gRPC_Web_call_fails()
    {
        Deferral? outer = null;
        await using var app = await StartAsync(GrpcCallMode.WebBinary, wire: false, (context, next) =>
        {
            outer = context.Traffic().Defer(() => { });
            return next(context);
        });
        using var channel = Open(app, GrpcCallMode.WebBinary, hasServerDeadline: false);

        Assert.NotEqual(StatusCode.OK, await CallAsync(channel, streams: true, "fails late", deadline: null));

        Assert.Equal(Fate.NoGo, await FateAsync(app));
        Assert.Equal(Fate.NoGo, outer!.Fate);
    }

    private static Task<TestApp> StartAsync(GrpcCallMode mode, bool wire, Func<HttpContext, RequestDelegate, Task>? outer = null) => TestApp.StartAsync(
        web =>
        {
            if (outer is not null)
                web.Use(outer);
            web.UseRouting();
            web.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
            web.MapGrpcService<CallerService>();
        },
        builder =>
        {
            builder.Services.AddGrpc();
            builder.Services.AddSingleton<CallerService.Deferred>();
        },
        server: mode == GrpcCallMode.Native ? TestServerKind.KestrelHttp2 : TestServerKind.Kestrel,
        wire: wire);

    private static GrpcChannel Open(TestApp app, GrpcCallMode mode, bool hasServerDeadline)
    {
        HttpMessageHandler handler = new SocketsHttpHandler();
        if (hasServerDeadline)
            handler = new ServerDeadline(handler);
        return GrpcChannel.ForAddress(app.Address, mode == GrpcCallMode.Native
            ? new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true }
            : new GrpcChannelOptions
            {
                HttpHandler = new GrpcWebHandler(mode == GrpcCallMode.WebText ? GrpcWebMode.GrpcWebText : GrpcWebMode.GrpcWeb, handler),
                HttpVersion = HttpVersion.Version11,
                DisposeHttpClient = true,
            });
    }

    private static async Task<StatusCode> CallAsync(GrpcChannel channel, bool streams, string ending, DateTime? deadline)
    {
        var client = new Caller.CallerClient(channel);
        var call = new Call { Ending = ending };
        try
        {
            if (streams)
            {
                using var answers = client.Many(call, deadline: deadline);
                while (await answers.ResponseStream.MoveNext(CancellationToken.None))
                {
                    // Read to its end.
                }
            }
            else
                await client.OneAsync(call, deadline: deadline);
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    private static async Task<Fate> FateAsync(TestApp app)
    {
        var deferral = await app.Services.GetRequiredService<CallerService.Deferred>().Async();
        await app.SettledAsync();
        return deferral.Fate!.Value;
    }

    private sealed class ServerDeadline(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", "50m");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
