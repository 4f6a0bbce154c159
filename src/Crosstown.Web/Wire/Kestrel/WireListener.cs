using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>Puts a <see cref="ConnectionWire"/> on each connection that it accepts. A connection that the hook does not fit is passed on unchanged.</summary>
internal sealed class WireListener(IConnectionListener inner, SendLoopHook hook, AcknowledgementWatch? watch) : IConnectionListener
{
    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var connection = await inner.AcceptAsync(cancellationToken).ConfigureAwait(false);
        if (connection is null)
            return null;
        var wire = new ConnectionWire(watch?.For(connection), connection.ConnectionClosed);
        return hook.TryAttach(connection, wire) ? new WireConnection(connection, wire) : connection;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
