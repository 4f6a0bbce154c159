using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors;
using Crosstown.Actors.Runtime;
using Crosstown.Actors.Traffic;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crosstown.Benchmarks;

/// <summary>Crosstown's actors without a web server, quiet, as the micro and scale benchmarks drive them.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly ActorSystem _actors;
    private readonly ServiceProvider _services;

    public BenchHost(string hocon = "", Action<IServiceCollection>? configure = null)
    {
        var config = ConfigurationFactory.ParseString(hocon)
            .WithFallback(ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }"))
            .WithFallback(CrosstownSettings.Reference);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(CrosstownSettings.Create(config));
        services.AddTrafficParts();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        _actors = ActorSystem.Create("bench", config);
        Parts = _services.GetRequiredService<TrafficParts>();
        _services.GetRequiredService<CrosstownRuntime>().Start(_actors);
    }

    public TrafficParts Parts { get; }

    public IServiceProvider Services => _services;

    public BenchRequest Request() => new(Parts);

    /// <summary>Waits until nothing is outstanding.</summary>
    public Task SettledAsync() => Parts.Ledger.SettledAsync();

    public async ValueTask DisposeAsync()
    {
        await _actors.Terminate();
        await _services.DisposeAsync();
    }
}
