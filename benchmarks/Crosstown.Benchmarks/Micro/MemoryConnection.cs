using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Benchmarks.Micro;

/// <summary>The server's side of a connection; the client's side is <see cref="Request"/> and <see cref="Response"/>.</summary>
internal sealed class MemoryConnection : ConnectionContext
{
    // As the socket transport's: the application runs on the thread pool, whoever writes does not.
    private readonly Pipe _request = new(new PipeOptions(writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly Pipe _response = new(new PipeOptions(useSynchronizationContext: false));

    public MemoryConnection() => Transport = new ServerSide(_request.Reader, _response.Writer);

    public PipeWriter Request => _request.Writer;

    public PipeReader Response => _response.Reader;

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get; set; } = "0HNMEMORY0001";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    private sealed class ServerSide(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
