using Crosstown.Actors;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: the level Sent: the kernel has taken the last byte of the response.</summary>
public sealed class SentSpecs() : SentContract(defers: false)
{
    [Fact]
    public async Task Without_the_wire_the_kernel_has_not_taken_every_response_at_its_completion()
    {
        await using var host = await WireHost.StartAsync(level: null);
        await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1);
        var early = 0;
        for (var i = 0; i < 200; i++)
        {
            await client.GetAsync($"/length?tag=t{i}");
            var response = await client.ReceiveAsync();
            var report = await host.Probe.ReportAsync($"t{i}");
            Assert.Equal(WireLevel.Handed, report.Reached);
            early += report.Taken < response!.RawEnd ? 1 : 0;
        }
        Assert.NotEqual(0, early);
    }
}

/// <summary>The same of deferrals: the report is the start of the work.</summary>
public sealed class DeferredSpecs() : SentContract(defers: true);

public abstract class SentContract(bool defers)
{
    private const string AcceptGzip = "Accept-Encoding: gzip\r\n";

    public static TheoryData<WireProtocol> Http1 => [WireProtocol.Http1, WireProtocol.Http1Tls];

    public static TheoryData<WireProtocol> Http2 => [WireProtocol.Http2, WireProtocol.Http2Tls];

    [Theory, MemberData(nameof(Http1))]
    public async Task No_small_response_is_reported_as_sent_before_the_kernel_has_its_last_byte(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(defers: defers);
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        foreach (var kind in WireKind.Small)
        {
            for (var i = 0; i < 50; i++)
            {
                var tag = $"{kind.Name}-{i}";
                await client.GetAsync(kind.Tagged(tag), AcceptGzip, kind.Method);
                var response = await client.ReceiveAsync(toHead: kind.Method == "HEAD");
                await AssertSentAsync(host, tag, response!.RawEnd);
            }
        }
        await Eventually.TrueAsync(() => host.Probe.Tracked == host.Probe.Tellings);
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task No_pipelined_response_is_reported_as_sent_before_the_kernel_has_its_last_byte(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(defers: defers);
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        const int Rounds = 20;
        for (var round = 0; round < Rounds; round++)
        {
            await client.SendAsync(string.Concat(WireKind.Small.Select(kind => Http1Client.Request(kind.Tagged($"{kind.Name}-{round}"), AcceptGzip, kind.Method))));
            foreach (var kind in WireKind.Small)
            {
                var response = await client.ReceiveAsync(toHead: kind.Method == "HEAD");
                await AssertSentAsync(host, $"{kind.Name}-{round}", response!.RawEnd);
            }
        }
    }

    [Theory, MemberData(nameof(Http2))]
    public async Task No_interleaved_stream_is_reported_as_sent_before_the_kernel_has_its_last_byte(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(defers: defers);
        await using var client = await Http2Client.ConnectAsync(host, protocol);
        for (var round = 0; round < 20; round++)
        {
            var streams = new List<(string Tag, int Stream)>();
            foreach (var kind in WireKind.Small.Append(new WireKind("middle", "/big?size=40000")))
                streams.Add(($"{kind.Name}-{round}", await client.GetAsync(kind.Tagged($"{kind.Name}-{round}"), kind.Method)));
            foreach (var (tag, stream) in streams)
            {
                var response = await client.ReceiveAsync(stream);
                Assert.True(response.IsWhole, $"{tag}: reset {response.ResetCode}, connection {client.Response(0).ResetCode}");
                await AssertSentAsync(host, tag, response.RawEnd);
            }
        }
        await Eventually.TrueAsync(() => host.Probe.Tracked == host.Probe.Tellings);
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task Twenty_megabytes_to_a_slow_reader_are_reported_as_sent_only_when_the_kernel_has_them(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(defers: defers);
        await using var client = await Http1Client.ConnectAsync(host, protocol, receiveBuffer: 16 * 1024);
        foreach (var kind in WireKind.Large)
        {
            await client.GetAsync(kind.Tagged(kind.Name));
            var response = await client.ReceiveAsync();
            await AssertSentAsync(host, kind.Name, response!.RawEnd);
        }
    }

    [Theory, MemberData(nameof(Http2))]
    public async Task Twenty_megabytes_on_a_stream_are_reported_as_sent_only_when_the_kernel_has_them(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(defers: defers);
        await using var client = await Http2Client.ConnectAsync(host, protocol, receiveBuffer: 16 * 1024);
        foreach (var kind in WireKind.Large)
        {
            var response = await client.ReceiveAsync(await client.GetAsync(kind.Tagged(kind.Name)));
            await AssertSentAsync(host, kind.Name, response.RawEnd);
        }
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task A_response_to_a_stalled_reader_is_reported_only_when_the_reader_continues(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(defers: defers);
        await using var client = await Http1Client.ConnectAsync(host, protocol, receiveBuffer: 8 * 1024);
        // Many small responses, pipelined and unread: the last of them are in the server's pipe, and the kernel has no room.
        for (var i = 0; i < 400; i++)
            await client.GetAsync($"/big?size=30000&tag=r{i}");
        await host.Probe.StalledAsync();
        for (var i = 0; i < 400; i++)
        {
            var response = await client.ReceiveAsync();
            await AssertSentAsync(host, $"r{i}", response!.RawEnd);
        }
    }

    [Theory, MemberData(nameof(Http2))]
    public async Task A_response_behind_a_closed_flow_control_window_is_reported_only_when_the_window_opens(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(defers: defers);
        await using var client = await Http2Client.ConnectAsync(host, protocol, streamWindow: 0, opensWindows: false);
        for (var i = 0; i < 20; i++)
        {
            var tag = $"closed{i}";
            var stream = await client.GetAsync($"/length?tag={tag}");
            await client.Response(stream).Headed.Task.WaitAsync(TimeSpan.FromSeconds(8));
            // OnCompleted has run, and a whole other response has gone out since.
            await Eventually.TrueAsync(() => host.Probe.Tracked == i * 2 + 1);
            await client.ReceiveAsync(await client.GetAsync($"/empty?tag=other{i}"));
            await host.Probe.ReportAsync($"other{i}");
            Assert.False(host.Probe.HasReport(tag));
            await client.OpenWindowAsync(stream, 3);
            await Eventually.TrueAsync(() => client.Response(stream).Body == 3);
            Assert.False(host.Probe.HasReport(tag));
            await client.OpenWindowAsync(stream, 100);
            var response = await client.ReceiveAsync(stream);
            var report = await AssertSentAsync(host, tag, response.RawEnd);
            Assert.True(report.TakenAtCompleted < response.RawEnd, "the server completed it before it was out");
        }
    }

    private static async Task<WireReport> AssertSentAsync(WireHost host, string tag, long end)
    {
        var report = await host.Probe.ReportAsync(tag);
        Assert.False(report.Gone, tag);
        Assert.Equal(WireLevel.Sent, report.Reached);
        Assert.True(report.Taken >= end, $"{tag}: the kernel had {report.Taken} of {end} bytes");
        return report;
    }
}
