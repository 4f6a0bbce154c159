using System.Net.Sockets;
using Crosstown.Actors;
using Microsoft.AspNetCore.Builder;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.3: a client that ends its side of the connection together with its request, often before the wire is on the connection.</summary>
public sealed class EarlyFinSpecs
{
    private const int Rounds = 100;

    [Fact]
    public async Task A_client_that_sends_its_request_and_its_FIN_at_once_has_aborted_and_not_the_server()
    {
        await using var host = await WireHost.StartAsync(
            map: static app => app.MapGet("/held", static async context =>
            {
                var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
                await aborted.Task.WaitAsync(TestApp.Deadline);
            }),
            defers: true);
        for (var round = 0; round < Rounds; round++)
        {
            await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1);
            await client.GetAsync($"/held?tag=r{round}");
            client.Connection.Socket.Shutdown(SocketShutdown.Send);
            await client.ReadToEndAsync();
        }

        await host.StopAsync(TestApp.Deadline);

        // The server may also end such a connection without serving its request.
        var served = Enumerable.Range(0, Rounds).Where(round => host.Probe.HasReport($"r{round}")).ToList();
        Assert.NotEmpty(served);
        foreach (var round in served)
            Assert.Equal(ResponseOutcome.AbortedByClient, (await host.Probe.ReportAsync($"r{round}")).Response!.Outcome);
    }
}
