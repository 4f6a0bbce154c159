using System.IO.Pipelines;
using Crosstown.Web.Wire.Http2;

namespace Crosstown.Web.Wire;

/// <summary>A transport whose input is scanned for HTTP/2 stream ends and whose output is counted.</summary>
internal sealed class WirePipe(IDuplexPipe inner, ConnectionWire wire) : IDuplexPipe
{
    public PipeReader Input { get; } = new IncomingScan(inner.Input, wire);

    public PipeWriter Output => CountedOutput;

    public WireOutput CountedOutput { get; } = new(inner.Output, wire);
}
