using System.IO.Pipelines;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Crosstown.Web.Tests.Hosted.Wire;

/// <summary>A stream whose peer has sent the last of its data, and which the server then resets: of a tunnel (RFC 8441) its peer has left, of a request only its body has ended.</summary>
public sealed class TunnelSpecs
{
    private readonly Pipe _incoming = new();
    private readonly Pipe _outgoing = new();

    [Theory]
    [InlineData("CONNECT", false, WireLoss.ByPeer)]
    [InlineData("CONNECT", true, WireLoss.ByPeer)]
    [InlineData("POST", false, WireLoss.ByServer)]
    [InlineData("POST", true, WireLoss.ByServer)]
    internal async Task Who_ended_it(string method, bool isTrackedFirst, WireLoss expected)
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

        public void OnWire(WireLevel reached, WireLoss loss) => Told = (reached, loss);
    }
}
