using Crosstown.Actors;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: the level Acked: the peer has acknowledged the last byte of the response.</summary>
public sealed class AckedSpecs
{
    public static TheoryData<WireProtocol> All => [WireProtocol.Http1, WireProtocol.Http1Tls];

    [Theory, MemberData(nameof(All))]
    public async Task A_response_reported_as_acknowledged_is_acknowledged(WireProtocol protocol)
    {
        await using var host = await WireHost.StartAsync(level: WireLevel.Acked);
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        foreach (var kind in WireKind.Small.Concat(WireKind.Large))
        {
            await client.GetAsync(kind.Tagged(kind.Name), method: kind.Method);
            var response = await client.ReceiveAsync(toHead: kind.Method == "HEAD");
            AssertAcked(await host.Probe.ReportAsync(kind.Name), response!.RawEnd);
        }
    }

    [Fact]
    public async Task A_stream_reported_as_acknowledged_is_acknowledged()
    {
        await using var host = await WireHost.StartAsync(level: WireLevel.Acked);
        await using var client = await Http2Client.ConnectAsync(host, WireProtocol.Http2Tls);
        for (var i = 0; i < 50; i++)
        {
            var response = await client.ReceiveAsync(await client.GetAsync($"/chunked?tag=s{i}"));
            AssertAcked(await host.Probe.ReportAsync($"s{i}"), response.RawEnd);
        }
    }

    [Fact]
    public async Task A_response_that_closes_its_connection_is_acknowledged()
    {
        await using var host = await WireHost.StartAsync(level: WireLevel.Acked);
        for (var i = 0; i < 30; i++)
        {
            await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1);
            await client.GetAsync($"/length?tag=c{i}", "Connection: close\r\n");
            var response = await client.ReceiveAsync();
            AssertAcked(await host.Probe.ReportAsync($"c{i}"), response!.RawEnd);
        }
    }

    [Fact]
    public async Task After_the_deadline_the_level_achieved_is_reported()
    {
        // The kernel takes 300 KB, a reader with a small buffer that does not read lets little of it be acknowledged.
        await using var host = await WireHost.StartAsync(
            level: null,
            configure: static builder => builder.WebHost.UseCrosstownWire(WireLevel.Acked, static options => options.AckedDeadline = TimeSpan.FromMilliseconds(100)));
        await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1, receiveBuffer: 8 * 1024);
        await client.GetAsync("/big?size=300000&tag=late");
        var report = await host.Probe.ReportAsync("late");
        Assert.Equal(WireLevel.Sent, report.Reached);
        Assert.False(report.Gone);
        Assert.True(report.Acknowledged < 300_000);
        var response = await client.ReceiveAsync();
        Assert.True(report.Taken >= response!.RawEnd);
    }

    [Fact]
    public async Task A_reset_before_the_acknowledgement_is_a_loss_at_the_level_achieved()
    {
        await using var host = await WireHost.StartAsync(level: WireLevel.Acked);
        await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1, receiveBuffer: 8 * 1024);
        await client.GetAsync("/big?size=300000&tag=reset");
        await Eventually.TrueAsync(() => host.Probe.Tracked == 1);
        Assert.False(host.Probe.HasReport("reset"));
        client.Connection.Reset();
        var report = await host.Probe.ReportAsync("reset");
        Assert.True(report.Gone);
        Assert.NotEqual(WireLevel.Acked, report.Reached);
    }

    [Fact]
    public async Task A_reset_after_the_acknowledgement_changes_nothing()
    {
        var clock = new HeldClock();
        await using var host = await WireHost.StartAsync(level: WireLevel.Acked, configure: builder => builder.Services.AddSingleton(
            provider => new AcknowledgementWatch(provider.GetRequiredService<CrosstownWireOptions>(), clock)));
        await using var client = await Http1Client.ConnectAsync(host, WireProtocol.Http1);
        await client.GetAsync("/length?tag=reset");
        var response = await client.ReceiveAsync();
        await Eventually.TrueAsync(() => clock.IsSet);
        client.Connection.Reset();
        await Eventually.TrueAsync(() =>
        {
            clock.Fire();
            return host.Probe.HasReport("reset");
        });
        AssertAcked(await host.Probe.ReportAsync("reset"), response!.RawEnd);
    }

    [Fact]
    public async Task A_stream_that_was_read_is_sent_also_when_its_connection_closes_before_its_completion()
    {
        await using var host = await WireHost.StartAsync(level: WireLevel.Acked, map: static app => app.MapGet("/late", static async context =>
        {
            var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
            context.Response.OnCompleted(() => Eventually.TrueAsync(() => socket.SafeHandle.IsClosed));
            await context.Response.WriteAsync("late");
        }));
        await using var client = await Http2Client.ConnectAsync(host, WireProtocol.Http2);
        await client.ReceiveAsync(await client.GetAsync("/late?tag=late"));
        client.Connection.Socket.Close();
        var report = await host.Probe.ReportAsync("late");
        Assert.False(report.Gone);
        Assert.Equal(WireLevel.Sent, report.Reached);
    }

    private static void AssertAcked(WireReport report, long end)
    {
        Assert.Equal(WireLevel.Acked, report.Reached);
        Assert.False(report.Gone);
        Assert.True(report.Acknowledged >= end, $"{report.Acknowledged} of {end} bytes were acknowledged");
    }

    /// <summary>Its timers wait for the test.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private Action _fire = static () => { };

        public bool IsSet { get; private set; }

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (state is not AcknowledgementWatch)
                return base.CreateTimer(callback, state, dueTime, period);
            _fire = () => callback(state);
            return new HeldTimer(this);
        }

        private sealed class HeldTimer(HeldClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => clock.IsSet = true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
