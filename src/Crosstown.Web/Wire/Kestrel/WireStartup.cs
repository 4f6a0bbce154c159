using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>Logs the level of a server that is not Kestrel, and fails the start if a transport was registered after <c>UseCrosstownWire()</c>, which does not see it.</summary>
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
        [LoggerMessage(WireEventIds.ServerHanded, LogLevel.Information, "Server {Server} achieves wire level {Level} only: UseCrosstownWire() works with Kestrel.")]
        public static partial void ServerHanded(ILogger logger, string server, WireLevel level);
    }
}
