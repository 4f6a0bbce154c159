using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Crosstown.Actors;
using Crosstown.Actors.Settings;
using Crosstown.Web.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crosstown.Web.Hosting;

/// <summary>The actor system of an application that has none.</summary>
internal sealed partial class OwnActorSystem(
    IServiceProvider services, IHostEnvironment environment, IOptions<CrosstownOptions> options, ILoggerFactory loggers)
{
    /// <summary>What an actor system has to end once the drain is over but for code that does not stop: that may hold its threads for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>The same where the host is disposed of without a stop.</summary>
    private static readonly TimeSpan DisposalPatience = TimeSpan.FromSeconds(2);

    private static readonly Config Hosted = ConfigurationFactory.ParseString($"akka.loggers = [\"{typeof(LoggerFactoryLogger).AssemblyQualifiedName}\"]").WithFallback(ShutdownHook.Off);

    private readonly Lazy<SettingsSource[]> _sources = new(() => [.. Read(environment, options.Value, loggers.CreateLogger<OwnActorSystem>())]);
    private ActorSystem? _system;
    private ActorSystem? _applications;

    /// <summary>Null while nobody has asked for its end.</summary>
    private Task? _shutdown;

    /// <summary>The whole configuration: the options' HOCON, then akka.hocon, then what a hosted system needs, then the defaults.</summary>
    private Config Config => _sources.Value.Reverse().Aggregate(Hosted.WithFallback(CrosstownSettings.Reference), static (beneath, source) => source.Config.WithFallback(beneath));

    public CrosstownSettings CreateSettings() => CrosstownSettings.Create(Config, _sources.Value);

    public bool IsCreatedAs(ActorSystem system) => ReferenceEquals(_system, system);

    /// <summary>The application has an actor system of its own: there will be no other.</summary>
    public void StandBackFor(ActorSystem system) => _applications = system;

    /// <summary>Called by the container, once.</summary>
    public ActorSystem Create()
    {
        if (_applications is { } applications)
            return applications;
        var config = Config;
        // First, because its errors name path, value and cure, which those of Akka.NET do not.
        CreateSettings();
        ShutdownHook.RefuseIfOn(config, options.Value.ActorSystemName);
        ActorSystemSetup setup = BootstrapSetup.Create().WithConfig(config)
            .And(DependencyResolverSetup.Create(services))
            .And(new LoggerFactorySetup(loggers));
        return _system = ActorSystem.Create(options.Value.ActorSystemName, setup);
    }

    /// <summary>
    /// Runs the coordinated shutdown, of which the drain is a part. When the host's time is over it waits for the drain alone, which ends then too and gives whatever has no
    /// fate its own. What is left is code that does not stop: named by the drain, and no reason for the host to fail, nor to wait.
    /// </summary>
    /// <param name="drain">The drain; null where Crosstown has not started.</param>
    /// <param name="ledger">The ledger; null where Crosstown has not started.</param>
    /// <param name="cancellationToken">Cancelled when the host's time is over.</param>
    public async Task StopAsync(IDrainReport? drain, ITrafficLedger? ledger, CancellationToken cancellationToken)
    {
        if (Shutdown() is not { } shutdown)
            return;
        var drained = drain?.Completion ?? shutdown;
        try
        {
            await Task.WhenAny(shutdown, drained).WaitAsync(cancellationToken);
            if (ledger is null or { SlotsTaken: 0 })
                await shutdown.WaitAsync(cancellationToken);
            else
                await EndsWithinAsync(shutdown, Patience);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(shutdown, drained);
            await EndsWithinAsync(shutdown, TimeSpan.Zero);
        }
    }

    /// <summary>Ends it, if nobody has, and waits for that a short, fixed time.</summary>
    public async Task EndAsync()
    {
        if (_shutdown is null && Shutdown() is { } shutdown)
            await EndsWithinAsync(shutdown, DisposalPatience).ConfigureAwait(false);
    }

    private Task? Shutdown() => _shutdown ??= _system switch
    {
        null => null,
        { WhenTerminated.IsCompleted: true } ended => ended.WhenTerminated,
        var system => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance),
    };

    private async Task EndsWithinAsync(Task shutdown, TimeSpan time)
    {
        await Task.WhenAny(shutdown, Task.Delay(time)).ConfigureAwait(false);
        // The container, which has the system, disposes of it next. That would wait for the code that does not stop, without a limit.
        if (!_system!.WhenTerminated.IsCompleted)
            IsDisposed(_system) = true;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_isDisposed")]
    private static extern ref bool IsDisposed(ActorSystem system);

    private static IEnumerable<SettingsSource> Read(IHostEnvironment environment, CrosstownOptions options, ILogger logger)
    {
        if (options.ParseHocon() is { } hocon)
            yield return new SettingsSource(CrosstownOptions.HoconSource, hocon);
        if (HoconFile.Find(environment) is { } path)
        {
            var file = HoconFile.Read(path);
            Log.HoconRead(logger, path);
            yield return new SettingsSource(path, file);
        }
        else
        {
            Log.HoconNotFound(logger, string.Join(" or ", HoconFile.Places(environment)), options.Hocon is null ? "the defaults apply" : $"{CrosstownOptions.HoconSource} and the defaults apply");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.HoconRead, LogLevel.Information, "Crosstown reads {Path}.")]
        public static partial void HoconRead(ILogger logger, string path);

        [LoggerMessage(EventIds.HoconNotFound, LogLevel.Information, "Crosstown finds no {Paths}: {Consequence}.")]
        public static partial void HoconNotFound(ILogger logger, string paths, string consequence);
    }
}
