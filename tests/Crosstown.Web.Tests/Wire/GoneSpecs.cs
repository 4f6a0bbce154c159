using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Crosstown.Actors;
using Crosstown.Web.Wire;
using Crosstown.Web.Wire.Http2;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: connections and streams that end before the response has left.</summary>
public sealed class GoneSpecs
{
    public static TheoryData<WireProtocol> Http1 => [WireProtocol.Http1, WireProtocol.Http1Tls];

    public static TheoryData<WireProtocol> Http2 => [WireProtocol.Http2, WireProtocol.Http2Tls];

    [Theory, MemberData(nameof(Http1))]
    public async Task A_reset_after_any_byte_of_a_response_is_reported_once_and_never_above_the_level_achieved(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync();
        long length;
        await using (var client = await Http1Client.ConnectAsync(host, protocol))
        {
            await client.GetAsync("/chunked");
            await client.ReceiveAsync();
            length = client.Connection.PlainPosition;
        }
        for (var k = 0; k <= length; k++)
        {
            await using var client = await Http1Client.ConnectAsync(host, protocol);
            await client.GetAsync($"/chunked?tag=k{k}");
            await client.Connection.SkipAsync(k);
            client.Connection.Reset();
            // Nothing was read when k is 0: the request itself may have been lost with the reset.
            if (k > 0)
                AssertTruthful(await host.Probe.ReportAsync($"k{k}"));
        }
        await Eventually.TrueAsync(() => host.Probe.Tracked == host.Probe.Tellings);
    }

    [Theory, MemberData(nameof(Http2))]
    public async Task A_connection_reset_after_any_byte_of_a_stream_is_reported_once(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync();
        for (var k = 1; k <= 120; k += 3)
        {
            await using var client = await Http2Client.ConnectAsync(host, protocol, reads: false);
            await client.GetAsync($"/chunked?tag=k{k}");
            await client.Connection.SkipAsync(k);
            client.Connection.Reset();
            // What was read may have been the server's settings alone, and the reset may have overtaken the request.
        }
        await Eventually.TrueAsync(() => host.Probe.Tracked == host.Probe.Tellings);
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task A_response_to_a_reader_that_stalls_and_then_resets_is_lost(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync();
        await using var client = await Http1Client.ConnectAsync(host, protocol, receiveBuffer: 8 * 1024);
        for (var i = 0; i < 400; i++)
            await client.GetAsync($"/big?size=30000&tag=r{i}");
        await host.Probe.StalledAsync();
        client.Connection.Reset();
        await Eventually.TrueAsync(() => host.Probe.Tracked == host.Probe.Tellings);
        var reports = new List<WireReport>();
        for (var i = 0; i < 400 && host.Probe.HasReport($"r{i}"); i++)
            reports.Add(await host.Probe.ReportAsync($"r{i}"));
        Assert.Contains(reports, static report => report is { Gone: true, Reached: WireLevel.Handed });
        Assert.Contains(reports, static report => report is { Gone: false, Reached: WireLevel.Sent });
    }

    [Theory, MemberData(nameof(Http2))]
    public async Task A_stream_reset_behind_a_closed_window_is_lost_and_its_connection_goes_on(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync();
        await using var client = await Http2Client.ConnectAsync(host, protocol, streamWindow: 0, opensWindows: false);
        for (var i = 0; i < 50; i++)
        {
            var stream = await client.GetAsync($"/length?tag=closed{i}");
            await Eventually.TrueAsync(() => host.Probe.Tracked == i + 1);
            await client.ResetAsync(stream);
            var report = await host.Probe.ReportAsync($"closed{i}");
            Assert.True(report.Gone);
            Assert.Equal(WireLevel.Handed, report.Reached);
        }
        var answer = await client.ReceiveAsync(await client.GetAsync("/empty?tag=after"));
        Assert.True(answer.IsWhole);
        Assert.Equal(WireLevel.Sent, (await host.Probe.ReportAsync("after")).Reached);
    }

    [Fact]
    public async Task A_stream_reset_behind_a_closed_window_is_lost_also_when_connection_middleware_has_read_the_first_line()
    {
        await using var host = await WireHost.StartAsync(kestrel: static options =>
            options.ConfigureEndpointDefaults(static listen => listen.Use(static next => async connection =>
            {
                await SkipLineAsync(connection.Transport.Input);
                await next(connection);
            })));
        await using var client = await Http2Client.ConnectAsync(
            host, WireProtocol.Http2, streamWindow: 0, opensWindows: false, before: "PROXY TCP4 192.0.2.1 192.0.2.2 1111 80\r\n");
        var stream = await client.GetAsync("/length?tag=closed");
        await Eventually.TrueAsync(() => host.Probe.Tracked == 1);
        await client.ResetAsync(stream);
        Assert.True((await host.Probe.ReportAsync("closed")).Gone);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task An_open_stream_is_followed_however_many_other_streams_were_reset_meanwhile(int window)
    {
        const int Others = StreamEnds.MaxExactEnds + 10;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await WireHost.StartAsync(map: app => app.MapGet("/old", async context =>
        {
            await gate.Task;
            await context.Response.WriteAsync("old");
        }));
        await using var client = await Http2Client.ConnectAsync(host, WireProtocol.Http2, streamWindow: 0, opensWindows: false);
        var old = await client.GetAsync("/old?tag=old");
        for (var i = 0; i < Others; i++)
        {
            var stream = await client.GetAsync($"/length?tag=r{i}");
            await client.Response(stream).Headed.Task.WaitAsync(TimeSpan.FromSeconds(8));
            await client.ResetAsync(stream);
            await host.Probe.ReportAsync($"r{i}");
        }
        if (window > 0)
            await client.OpenWindowAsync(old, window);
        gate.SetResult();
        await Eventually.TrueAsync(() => host.Probe.Tracked == Others + 1);
        Assert.True(window > 0 || !host.Probe.HasReport("old"));
        if (window == 0)
            await client.OpenWindowAsync(old, 100);
        AssertSent(await host.Probe.ReportAsync("old"), (await client.ReceiveAsync(old)).RawEnd);
    }

    [Theory, MemberData(nameof(Http2))]
    public async Task A_stream_behind_a_closed_window_is_lost_with_its_connection(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync();
        await using var client = await Http2Client.ConnectAsync(host, protocol, streamWindow: 0, opensWindows: false);
        await client.GetAsync("/length?tag=closed");
        await Eventually.TrueAsync(() => host.Probe.Tracked == 1);
        client.Connection.Reset();
        Assert.True((await host.Probe.ReportAsync("closed")).Gone);
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task A_response_that_closes_its_connection_is_sent(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await using var client = await Http1Client.ConnectAsync(host, protocol);
            await client.GetAsync($"/length?tag=c{i}", "Connection: close\r\n");
            var response = await client.ReceiveAsync();
            AssertSent(await host.Probe.ReportAsync($"c{i}"), response!.RawEnd);
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(20_000_000)]
    public async Task A_response_to_a_half_closed_connection_is_reported_as_sent_only_if_the_kernel_has_it(long size)
    {
        await using var host = await WireHost.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1);
            await client.GetAsync($"/big?size={size}&tag=half{i}");
            await client.ReceiveHeadAsync();
            client.Connection.Socket.Shutdown(SocketShutdown.Send);
            var isWhole = await client.Connection.SkipAsync(size);
            var report = await host.Probe.ReportAsync($"half{i}");
            AssertTruthful(report);
            Assert.True(report.Gone || isWhole);
        }
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task An_answer_that_the_server_writes_after_OnCompleted_is_waited_for(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync();
        var requests = new Dictionary<string, string>
        {
            ["413"] = "POST /body?tag=413 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n" + new string('x', 5000),
            ["400"] = "POST /body?tag=400 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnot-a-size\r\n",
        };
        foreach (var (status, request) in requests)
        {
            await using var client = await Http1Client.ConnectAsync(host, protocol);
            await client.SendAsync(request);
            var response = await client.ReceiveAsync();
            Assert.Equal(status, response!.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            AssertSent(await host.Probe.ReportAsync(status), response.RawEnd);
        }
    }

    [Theory, MemberData(nameof(Http1))]
    public async Task A_response_aborted_before_its_start_is_lost(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(map: static app => app.MapGet("/abort", static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }));
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        await client.GetAsync("/length");
        await client.ReceiveAsync();
        await client.GetAsync("/abort?tag=abort");
        Assert.True((await host.Probe.ReportAsync("abort")).Gone);
    }

    [Fact]
    public async Task Writes_that_the_application_did_not_await_are_waited_for()
    {
        const int Size = 3_000_000;
        await using var host = await WireHost.StartAsync(map: static app => app.MapGet("/unawaited", static context =>
        {
            context.Response.ContentLength = Size;
            for (var i = 0; i < 30; i++)
                _ = context.Response.Body.WriteAsync(new byte[Size / 30]).AsTask();
            return Task.CompletedTask;
        }));
        for (var i = 0; i < 20; i++)
        {
            await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1, receiveBuffer: 8 * 1024);
            await client.GetAsync($"/unawaited?tag=u{i}");
            var response = await client.ReceiveAsync();
            var report = await host.Probe.ReportAsync($"u{i}");
            if (response is null)
                Assert.True(report.Gone);
            else
                AssertSent(report, response.RawEnd);
        }
    }

    private static async Task SkipLineAsync(PipeReader input)
    {
        while (true)
        {
            var buffer = (await input.ReadAsync()).Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                input.AdvanceTo(buffer.GetPosition(1, end));
                return;
            }
            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static void AssertTruthful(WireReport report) =>
        Assert.Equal(report.Gone ? WireLevel.Handed : WireLevel.Sent, report.Reached);

    private static void AssertSent(WireReport report, long end)
    {
        Assert.False(report.Gone);
        Assert.Equal(WireLevel.Sent, report.Reached);
        Assert.True(report.Taken >= end, $"the kernel had {report.Taken} of {end} bytes");
    }
}
