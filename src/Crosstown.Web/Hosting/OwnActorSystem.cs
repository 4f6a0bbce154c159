using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Crosstown.Actors;
using Crosstown.Actors.Hocon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crosstown.Web.Hosting;

/// <summary>The actor system of an application that has none.</summary>
internal sealed partial class OwnActorSystem(
    IServiceProvider services, IHostEnvironment environment, IOptions<CrosstownOptions> options, ILoggerFactory loggers)
{
    // The host stops it, once the server has stopped; the runtime's own hook would be earlier.
    private static readonly Config Hosted = ConfigurationFactory.ParseString(
        $$"""
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.loggers = ["{{typeof(LoggerFactoryLogger).AssemblyQualifiedName}}"]
        """);

    private readonly Lazy<SettingsSource[]> _sources = new(() => [.. Read(environment, options.Value, loggers.CreateLogger<OwnActorSystem>())]);
    private ActorSystem? _system;

    /// <summary>The whole configuration: the options' HOCON, then akka.hocon, then what a hosted system needs, then the defaults.</summary>
    private Config Config => _sources.Value.Reverse().Aggregate(Hosted.WithFallback(CrosstownSettings.Reference), static (beneath, source) => source.Config.WithFallback(beneath));

    public CrosstownSettings CreateSettings() => CrosstownSettings.Create(Config, _sources.Value);

    public ActorSystem Create()
    {
        ActorSystemSetup setup = BootstrapSetup.Create().WithConfig(Config)
            .And(DependencyResolverSetup.Create(services))
            .And(new LoggerFactorySetup(loggers));
        return _system = ActorSystem.Create(options.Value.ActorSystemName, setup);
    }

    /// <summary>
    /// Runs the coordinated shutdown, of which the drain is a part. When the host's time is over it waits for the drain alone, which ends then too and gives whatever has no
    /// fate its own. What is left is code that does not stop: named by the drain, and no reason for the host to fail.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_system is null)
            return;
        var shutdown = CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);
        try
        {
            await shutdown.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(shutdown, services.GetRequiredService<IDrainReport>().Completion);
        }
    }

    private static IEnumerable<SettingsSource> Read(IHostEnvironment environment, CrosstownOptions options, ILogger logger)
    {
        const string OfOptions = "CrosstownOptions.Hocon";
        if (options.Hocon is { } hocon)
            yield return new SettingsSource(OfOptions, HoconText.Parse(hocon, OfOptions));
        if (HoconFile.Find(environment) is { } path)
        {
            var file = HoconFile.Read(path);
            Log.HoconRead(logger, path);
            yield return new SettingsSource(path, file);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.HoconRead, LogLevel.Information, "Crosstown reads {Path}.")]
        public static partial void HoconRead(ILogger logger, string path);
    }
}
