using System.Net.Sockets;
using Crosstown.Actors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: a client that reads an HTTP/1.1 response to its end and leaves before the server comes to its completion callback has not aborted.</summary>
public sealed class LastMomentSpecs
{
    private static readonly string[] Responses =
    [
        "GET /length", "HEAD /length", "GET /chunked", "GET /empty", "GET /204", "GET /304", "GET /file", "GET /big?size=100000", "GET /throws", "POST /body",
    ];

    public static TheoryData<WireProtocol, string, bool> Endings
    {
        get
        {
            var endings = new TheoryData<WireProtocol, string, bool>();
            foreach (var protocol in (WireProtocol[])[WireProtocol.Http1, WireProtocol.Http1Tls])
                foreach (var response in Responses)
                    foreach (var resets in (bool[])[false, true])
                        endings.Add(protocol, response, resets);
            return endings;
        }
    }

    /// <summary>The completion callbacks run last-in first-out, so this application's holds up Crosstown's until the server has seen the client leave.</summary>
    [Theory, MemberData(nameof(Endings))]
    public async Task A_response_that_was_read_to_its_end_is_completed_although_its_client_leaves_before_the_completion_callback(
        WireProtocol protocol, string request, bool resets)
    {
        await using var host = await WireHost.StartAsync(map: static app => Map(app), defers: true);
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        var (method, path) = (request.Split(' ')[0], request.Split(' ')[1]);
        await client.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}tag=run", method == "POST" ? "Content-Length: 2\r\n" : "", method);
        if (method == "POST")
            await client.SendAsync("hi");
        Assert.NotNull(await client.ReceiveAsync(toHead: method == "HEAD"));

        if (resets)
            client.Connection.Reset();
        else
            client.Connection.Socket.Shutdown(SocketShutdown.Send);

        var report = await host.Probe.ReportAsync("run");
        Assert.Equal((ResponseOutcome.Completed, WireLevel.Sent), (report.Response!.Outcome, report.Reached));
    }

    private static void Map(WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed.Register(left.SetResult);
            context.Response.OnCompleted(() => left.Task.WaitAsync(TestApp.Deadline));
            return next(context);
        });
        app.MapGet("/throws", static context => throw new InvalidDataException("on purpose"));
    }
}
