using System.IO.Pipelines;
using Crosstown.Web.Wire;
using Crosstown.Web.Wire.Http2;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Crosstown.Web.Tests.Wire;

/// <summary>
/// docs/design.md §2.12: a stream that its peer has half-closed and the server then resets. The peer of a tunnel (RFC 8441) has left by half-closing; the peer of a request has only sent its whole body.
/// </summary>
public sealed class TunnelSpecs
{
    private readonly Pipe _incoming = new();
    private readonly Pipe _outgoing = new();

    [Theory]
    [InlineData("CONNECT", false, WireLoss.ByPeer)]
    [InlineData("CONNECT", true, WireLoss.ByPeer)]
    [InlineData("POST", false, WireLoss.ByServer)]
    [InlineData("POST", true, WireLoss.ByServer)]
    internal async Task A_half_closed_tunnel_that_the_server_resets_was_ended_by_its_peer_and_a_request_by_the_server(string method, bool isTrackedFirst, WireLoss expected)
    {
        var wire = new ConnectionWire(null);
        var output = new WireOutput(_outgoing.Writer, wire);
        wire.SetTransport(output);
        var input = new IncomingScan(_incoming.Reader, wire);
        var response = new Response(method);
        await output.WriteAsync(Frame(type: 4, flags: 0, stream: 0));
        await _incoming.Writer.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await _incoming.Writer.WriteAsync(Frame(type: 0, flags: 1, stream: 1));
        Assert.True(input.TryRead(out _));

        if (isTrackedFirst)
            wire.Track(response.Context, response);
        await output.WriteAsync(Frame(type: 3, flags: 0, stream: 1, payload: 4));
        if (!isTrackedFirst)
            wire.Track(response.Context, response);

        Assert.Equal((WireLevel.Handed, expected), response.Told);
    }

    private static byte[] Frame(byte type, byte flags, byte stream, byte payload = 0) => [0, 0, payload, type, flags, 0, 0, 0, stream, .. new byte[payload]];

    private sealed class Response : IWireObserver, IHttp2StreamIdFeature
    {
        public Response(string method)
        {
            Context.Request.Method = method;
            Context.Features.Set<IHttp2StreamIdFeature>(this);
        }

        public HttpContext Context { get; } = new DefaultHttpContext();

        public int StreamId => 1;

        public (WireLevel Reached, WireLoss Loss)? Told { get; private set; }

        public void OnWireLevelReached(WireLevel reached, WireLoss loss) => Told = (reached, loss);
    }
}
