using Crosstown.Actors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crosstown.Web.Wire;

/// <summary>Says what a server without wired endpoints achieves, and refuses to start when a transport was added past the wire.</summary>
internal sealed partial class WireStartup(
    IServer server,
    IEnumerable<IConnectionListenerFactory> transports,
    CrosstownWireOptions options,
    ILogger<WireStartup> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Level == WireLevel.Handed)
            return Task.CompletedTask;
        if (server.GetType().Assembly != typeof(KestrelServer).Assembly)
            Log.ServerHanded(logger, server.GetType().Name, WireLevel.Handed);
        else if (transports.FirstOrDefault(static transport => transport is not WireListenerFactory) is { } unwired)
            throw new InvalidOperationException(
                $"{unwired.GetType().Name} was registered after UseCrosstownWire(), which does not see it; call UseCrosstownWire() after UseKestrel(), UseSockets() and the like.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(WireEventIds.ServerHanded, LogLevel.Information, "Server {Server} achieves wire level {Level} only: UseCrosstownWire() knows Kestrel.")]
        public static partial void ServerHanded(ILogger logger, string server, WireLevel level);
    }
}
