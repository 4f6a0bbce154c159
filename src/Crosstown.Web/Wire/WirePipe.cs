using System.IO.Pipelines;

namespace Crosstown.Web.Wire;

/// <summary>A transport, its output counted.</summary>
internal sealed class WirePipe(IDuplexPipe inner, ConnectionWire wire) : IDuplexPipe
{
    private readonly WireOutput _output = new(inner.Output, wire);

    public PipeReader Input { get; } = new IncomingScan(inner.Input, wire);

    public PipeWriter Output => _output;

    public WireOutput Counted => _output;
}
