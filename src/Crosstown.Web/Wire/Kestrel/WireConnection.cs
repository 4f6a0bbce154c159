using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>A connection with a <see cref="WirePipe"/> around its transport and around each layer (TLS, logging) that replaces the transport.</summary>
internal sealed class WireConnection : ConnectionContext, IConnectionTransportFeature, IConnectionLifetimeFeature
{
    private readonly ConnectionContext _inner;
    private readonly ConnectionWire _wire;
    private readonly List<WirePipe> _pipes = new(2);
    private IDuplexPipe _transport;

    public WireConnection(ConnectionContext inner, ConnectionWire wire)
    {
        _inner = inner;
        _wire = wire;
        var pipe = new WirePipe(inner.Transport, wire);
        _pipes.Add(pipe);
        _transport = pipe;
        wire.SetTransport(pipe.CountedOutput);
        inner.Features.Set<IResponseProgressFeature>(wire);
        inner.Features.Set<IConnectionTransportFeature>(this);
        inner.Features.Set<IConnectionLifetimeFeature>(this);
    }

    public override IDuplexPipe Transport
    {
        get => _transport;
        set => _transport = value is WirePipe known && _pipes.Contains(known) ? known : AddLayer(value);
    }

    public override string ConnectionId { get => _inner.ConnectionId; set => _inner.ConnectionId = value; }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items { get => _inner.Items; set => _inner.Items = value; }

    public override CancellationToken ConnectionClosed { get => _inner.ConnectionClosed; set => _inner.ConnectionClosed = value; }

    public override EndPoint? LocalEndPoint { get => _inner.LocalEndPoint; set => _inner.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => _inner.RemoteEndPoint; set => _inner.RemoteEndPoint = value; }

    public override void Abort()
    {
        _wire.OnAborted();
        _inner.Abort();
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _wire.OnAborted();
        _inner.Abort(abortReason);
    }

    public override async ValueTask DisposeAsync()
    {
        _wire.OnWritingEnded();
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
        _wire.OnSendLoopEnded();
    }

    private WirePipe AddLayer(IDuplexPipe layer)
    {
        var pipe = new WirePipe(layer, _wire);
        _pipes.Add(pipe);
        _wire.AddLayer(pipe.CountedOutput, FlushesThrough(layer));
        return pipe;
    }

    /// <summary>
    /// Kestrel's own layers (TLS, connection logging) write to a stream over the transport before their flush ends. Nothing is known about another layer: a task of its own may
    /// move its bytes on later.
    /// </summary>
    private static bool FlushesThrough(IDuplexPipe layer) => layer.GetType().Assembly == typeof(KestrelServer).Assembly;
}
