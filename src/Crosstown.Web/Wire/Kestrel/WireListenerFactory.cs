using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>Wraps one of the server's transports, so that the wire sees every endpoint that the transport binds.</summary>
internal sealed partial class WireListenerFactory(
    IConnectionListenerFactory inner,
    CrosstownWireOptions options,
    AcknowledgementWatch watch,
    ILogger<WireListenerFactory> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // A transport without a selector can bind every endpoint.
    public bool CanBind(EndPoint endpoint) => inner is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var hook = await SendLoopHook.GetProvenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var listener = await inner.BindAsync(endpoint, cancellationToken).ConfigureAwait(false);
        if (WhyOnlyHanded(listener.EndPoint, hook) is { } reason)
        {
            Log.EndpointHanded(logger, listener.EndPoint, WireLevel.Handed, reason);
            return listener;
        }
        Log.EndpointWired(logger, listener.EndPoint, options.Level);
        return new WireListener(listener, hook!, options.Level == WireLevel.Acked ? watch : null);
    }

    private string? WhyOnlyHanded(EndPoint endpoint, SendLoopHook? hook) =>
        !OperatingSystem.IsLinux() ? "a higher level can be proven on Linux only"
        : inner is not SocketTransportFactory ? $"{inner.GetType().Name} is not the socket transport"
        : endpoint is not IPEndPoint ? "it is not a TCP endpoint"
        : hook is null ? "the wire does not work with this version of the socket transport"
        : null;

    private static partial class Log
    {
        [LoggerMessage(WireEventIds.EndpointWired, LogLevel.Information, "Endpoint {Endpoint} achieves wire level {Level}.")]
        public static partial void EndpointWired(ILogger logger, EndPoint endpoint, WireLevel level);

        [LoggerMessage(WireEventIds.EndpointHanded, LogLevel.Information, "Endpoint {Endpoint} achieves wire level {Level} only: {Reason}.")]
        public static partial void EndpointHanded(ILogger logger, EndPoint endpoint, WireLevel level, string reason);
    }
}
