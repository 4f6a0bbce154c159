using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors;
using Crosstown.Actors.Requests;
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
        services.AddTrafficSystem();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        _actors = ActorSystem.Create("bench", config);
        Traffic = _services.GetRequiredService<TrafficSystem>();
        Traffic.Start(_actors);
    }

    public TrafficSystem Traffic { get; }

    public BenchRequest Request() => new(Traffic);

    /// <summary>Waits until nothing is outstanding.</summary>
    public Task SettledAsync() => Traffic.SettledAsync();

    public async ValueTask DisposeAsync()
    {
        await _actors.Terminate();
        await _services.DisposeAsync();
    }
}
