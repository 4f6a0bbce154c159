using System.Net;
using Crosstown.Actors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Crosstown.Web.Wire;

/// <summary>Stands before one of the server's transports: whatever an endpoint's options are, it is bound through here.</summary>
internal sealed partial class WireListenerFactory(
    IConnectionListenerFactory inner,
    CrosstownWireOptions options,
    AcknowledgementWatch watch,
    ILogger<WireListenerFactory> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // A transport that does not say what it can bind is one that binds everything.
    public bool CanBind(EndPoint endpoint) => inner is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var hook = await SendLoopHook.ProvenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var listener = await inner.BindAsync(endpoint, cancellationToken).ConfigureAwait(false);
        if (WhyHanded(listener.EndPoint, hook) is { } reason)
        {
            Log.EndpointHanded(logger, listener.EndPoint, WireLevel.Handed, reason);
            return listener;
        }
        Log.EndpointWired(logger, listener.EndPoint, options.Level);
        return new WireListener(listener, hook!, options.Level == WireLevel.Acked ? watch : null);
    }

    private string? WhyHanded(EndPoint endpoint, SendLoopHook? hook) =>
        !OperatingSystem.IsLinux() ? "it is known on Linux only"
        : inner is not SocketTransportFactory ? $"{inner.GetType().Name} is not the socket transport"
        : endpoint is not IPEndPoint ? "it is no TCP endpoint"
        : hook is null ? "this version of the socket transport did not prove when its bytes leave"
        : null;

    private static partial class Log
    {
        [LoggerMessage(WireEventIds.EndpointWired, LogLevel.Information, "Endpoint {Endpoint} achieves wire level {Level}.")]
        public static partial void EndpointWired(ILogger logger, EndPoint endpoint, WireLevel level);

        [LoggerMessage(WireEventIds.EndpointHanded, LogLevel.Information, "Endpoint {Endpoint} achieves wire level {Level} only: {Reason}.")]
        public static partial void EndpointHanded(ILogger logger, EndPoint endpoint, WireLevel level, string reason);
    }
}
