using Crosstown.Actors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.5: deferred work delays no response.</summary>
public sealed class InterferenceSpecs
{
    private const int Outstanding = 10_000;

    public static TheoryData<WireProtocol> Http1 => [WireProtocol.Http1, WireProtocol.Http1Tls];

    public static TheoryData<WireProtocol> Http2 => [WireProtocol.Http2, WireProtocol.Http2Tls];

    [Theory, MemberData(nameof(Http1))]
    public async Task The_next_requests_of_a_connection_are_served_with_ten_thousand_slow_deferrals_outstanding(WireProtocol protocol)
    {
        var slow = new Slow();
        await using var host = await WireHost.StartAsync(map: slow.Map, defers: true);
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        await client.GetAsync("/slow");
        Assert.Equal(200, (await client.ReceiveAsync())!.Status);
        for (var i = 0; i < 200; i++)
        {
            await client.GetAsync("/length");
            Assert.Equal(200, (await client.ReceiveAsync())!.Status);
        }
        await slow.ReleaseAsync();
    }

    [Theory, MemberData(nameof(Http2))]
    public async Task A_thousand_streams_are_served_with_ten_thousand_slow_deferrals_outstanding(WireProtocol protocol)
    {
        var slow = new Slow();
        await using var host = await WireHost.StartAsync(
            map: slow.Map, kestrel: static options => options.Limits.Http2.MaxStreamsPerConnection = 1000, defers: true);
        await using var client = await Http2Client.ConnectAsync(host, protocol);
        Assert.True((await client.ReceiveAsync(await client.GetAsync("/slow"))).IsWhole);
        var streams = new List<int>();
        for (var i = 0; i < 1000; i++)
            streams.Add(await client.GetAsync("/length"));
        foreach (var stream in streams)
        {
            var response = await client.ReceiveAsync(stream);
            Assert.True(response.IsWhole);
            Assert.Equal(200, response.Status);
        }
        await slow.ReleaseAsync();
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task Deferred_work_that_blocks_every_thread_of_its_pool_delays_no_response(WireProtocol protocol)
    {
        using var gate = new ManualResetEventSlim();
        var blocked = 0;
        await using var host = await WireHost.StartAsync(defers: true, map: app => app.MapGet("/block", (HttpContext context) =>
        {
            for (var i = 0; i < 100; i++)
            {
                context.Traffic().Defer(() =>
                {
                    Interlocked.Increment(ref blocked);
                    gate.Wait();
                });
            }
            return "ok";
        }));
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        await client.GetAsync("/block");
        Assert.Equal(200, (await client.ReceiveAsync())!.Status);
        await Eventually.TrueAsync(() => Volatile.Read(ref blocked) >= 16);
        for (var i = 0; i < 200; i++)
        {
            await client.GetAsync("/chunked");
            Assert.Equal(200, (await client.ReceiveAsync())!.Status);
        }
        Assert.InRange(Volatile.Read(ref blocked), 16, 99);
        gate.Set();
        await Eventually.TrueAsync(() => Volatile.Read(ref blocked) == 100);
    }

    /// <summary>Work that does not end before the test says so.</summary>
    private sealed class Slow
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<Deferral> _deferrals = new(Outstanding);

        public void Map(WebApplication app) => app.MapGet("/slow", context =>
        {
            for (var i = 0; i < Outstanding; i++)
                _deferrals.Add(context.Traffic().Defer(() => _gate.Task));
            return Task.CompletedTask;
        });

        public async Task ReleaseAsync()
        {
            Assert.DoesNotContain(_deferrals, static deferral => deferral.Fate is not null);
            _gate.SetResult();
            foreach (var deferral in _deferrals)
                Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }
}
