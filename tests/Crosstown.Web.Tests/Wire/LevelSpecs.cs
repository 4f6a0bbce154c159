using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Crosstown.Actors;
using Crosstown.Web.Wire.Kestrel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: the wire level that an endpoint achieves, and how it is chosen.</summary>
public sealed class LevelSpecs
{
    [Fact]
    public async Task The_send_loop_hook_works_on_this_version_of_ASP_NET_Core() => Assert.NotNull(await SendLoopHook.GetProvenAsync());

    [Fact]
    public async Task Each_endpoint_logs_at_start_up_the_level_it_achieves()
    {
        await using var host = await WireHost.StartAsync();
        foreach (var port in (int[])[host.Http1Port, host.Http2Port, host.TlsPort])
            Assert.Contains($"Endpoint 127.0.0.1:{port} achieves wire level Sent.", host.Log.Texts());
    }

    [Fact]
    public async Task A_unix_socket_achieves_Handed_and_logs_the_reason()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var host = await WireHost.StartAsync(kestrel: options => options.ListenUnixSocket(path));
        Assert.Contains(host.Log.Texts(), line => line.Contains(path, StringComparison.Ordinal) && line.EndsWith("achieves wire level Handed only: it is not a TCP endpoint.", StringComparison.Ordinal));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await socket.SendAsync("GET /empty HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.NotEqual(0, await socket.ReceiveAsync(new byte[100]));
    }

    [Fact]
    public async Task Endpoint_defaults_and_connection_logging_leave_the_level_at_Sent()
    {
        var connections = 0;
        await using var host = await WireHost.StartAsync(kestrel: options =>
        {
            options.ConfigureEndpointDefaults(static _ => Assert.Fail("replaced"));
            options.ConfigureEndpointDefaults(listen => listen.UseConnectionLogging().Use(next => connection =>
            {
                Interlocked.Increment(ref connections);
                return next(connection);
            }));
        });
        await AssertReachedAsync(host, WireProtocol.Http1, WireLevel.Sent);
        await AssertReachedAsync(host, WireProtocol.Http1Tls, WireLevel.Sent);
        Assert.Equal(2, connections);
    }

    [Fact]
    public async Task Endpoints_configured_by_URL_achieve_Sent()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseCrosstownWire();
        await using var app = builder.Build();
        using var probe = new WireProbe();
        app.Use((context, next) => probe.InvokeAsync(context, () => next(context)));
        await app.StartAsync();
        using var client = new HttpClient();
        await client.GetAsync(new Uri($"{app.Urls.Single()}/?tag=url"));
        Assert.Equal(WireLevel.Sent, (await probe.ReportAsync("url")).Reached);
    }

    [Fact]
    public async Task A_transport_layer_of_the_application_lowers_the_level_to_Handed()
    {
        await using var host = await WireHost.StartAsync(kestrel: static options =>
            options.ConfigureEndpointDefaults(static listen => listen.Use(static next => async connection =>
            {
                connection.Transport = new ForeignLayer(connection.Transport);
                await next(connection);
            })));
        await AssertReachedAsync(host, WireProtocol.Http1, WireLevel.Handed);
    }

    [Fact]
    public async Task A_transport_registered_after_UseCrosstownWire_is_an_error_at_start_up()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseCrosstownWire();
        builder.Services.AddSingleton<IConnectionListenerFactory, SocketTransportFactory>();
        await using var app = builder.Build();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
        Assert.Contains("call UseCrosstownWire() after UseKestrel(), UseSockets()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_UseCrosstownWire_covers_transports_registered_since_the_first()
    {
        await using var host = await WireHost.StartAsync(configure: static builder =>
        {
            builder.WebHost.UseCrosstownWire();
            builder.Services.AddSingleton<IConnectionListenerFactory, SocketTransportFactory>();
        });
        await AssertReachedAsync(host, WireProtocol.Http1, WireLevel.Sent);
    }

    [Fact]
    public async Task The_last_UseCrosstownWire_sets_the_level()
    {
        await using var host = await WireHost.StartAsync(configure: static builder => builder.WebHost.UseCrosstownWire(WireLevel.Acked));
        Assert.Contains($"Endpoint 127.0.0.1:{host.Http1Port} achieves wire level Sent.", host.Log.Texts());
        await AssertReachedAsync(host, WireProtocol.Http1, WireLevel.Sent);
    }

    [Fact]
    public async Task Level_Handed_leaves_the_server_unchanged()
    {
        await using var host = await WireHost.StartAsync(level: WireLevel.Handed);
        Assert.DoesNotContain(host.Log.Texts(), static line => line.Contains("wire level", StringComparison.Ordinal));
        await AssertReachedAsync(host, WireProtocol.Http1, WireLevel.Handed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3_600_001)]
    public void A_deadline_out_of_range_is_refused(int milliseconds) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        WebApplication.CreateSlimBuilder().WebHost.UseCrosstownWire(WireLevel.Acked, options => options.AckedDeadline = TimeSpan.FromMilliseconds(milliseconds)));

    private static async Task AssertReachedAsync(WireHost host, WireProtocol protocol, WireLevel level)
    {
        await using var client = await Http1Client.ConnectAsync(host, protocol);
        for (var i = 0; i < 20; i++)
        {
            await client.GetAsync($"/length?tag={protocol}{i}");
            var response = await client.ReceiveAsync();
            var report = await host.Probe.ReportAsync($"{protocol}{i}");
            Assert.Equal(level, report.Reached);
            Assert.False(report.Gone);
            Assert.True(level == WireLevel.Handed || report.Taken >= response!.RawEnd);
        }
    }

    private sealed class ForeignLayer(IDuplexPipe inner) : IDuplexPipe
    {
        public PipeReader Input => inner.Input;
        public PipeWriter Output => inner.Output;
    }
}
