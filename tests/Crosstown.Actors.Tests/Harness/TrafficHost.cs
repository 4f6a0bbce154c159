using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Actors.Tests.Harness;

/// <summary>Crosstown's actors without a web server: an actor system, the services, and requests that end as the test says.</summary>
internal sealed class TrafficHost : IAsyncDisposable
{
    private const string Quiet = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.log-dead-letters-during-shutdown = off
        akka.coordinated-shutdown.exit-clr = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.actor.serializers.by-reference = "Crosstown.Actors.Tests.Harness.ByReferenceSerializer, Crosstown.Actors.Tests"
        akka.actor.serialization-bindings {
          "System.Exception" = by-reference
          "System.Threading.Tasks.TaskCompletionSource" = by-reference
        }
        """;

    /// <summary>HOCON for every host of a whole run, beneath a spec's own: <c>.ci/run</c> has one with Akka's serialization checks on.</summary>
    private static readonly string OfTheRun = Environment.GetEnvironmentVariable("CROSSTOWN_TEST_HOCON") ?? "";

    private readonly ServiceProvider _services;
    private readonly bool _ownsSystem;

    public TrafficHost(string hocon = "", Action<IServiceCollection>? configure = null, ActorSystem? system = null, bool start = true)
    {
        var config = ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(OfTheRun)).WithFallback(ConfigurationFactory.ParseString(Quiet)).WithFallback(CrosstownSettings.Reference);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(Logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddMetrics();
        services.AddSingleton(CrosstownSettings.Create(config));
        services.AddTrafficSystem();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
        _ownsSystem = system is null;
        System = system ?? ActorSystem.Create("test", config);
        Traffic = _services.GetRequiredService<TrafficSystem>();
        Traffic.Drain.Clock = Clock;
        if (start)
            Traffic.Start(System);
    }

    public ActorSystem System { get; }

    public TrafficSystem Traffic { get; }

    public IServiceProvider Services => _services;

    public ManualClock Clock { get; } = new();

    public RecordingLogs Logs { get; } = new();

    public ITrafficLedger Ledger => Traffic;

    /// <summary>A request that has reached its handler.</summary>
    public FakeRequest Request(DeferralDefaults? endpoint = null) => new(Traffic, endpoint);

    /// <summary>Every deferral has its fate and every slot is back; the ledger balances.</summary>
    public async Task<LedgerReading> SettledAsync()
    {
        await Traffic.SettledAsync().WaitAsync(Stress.Patience);
        var reading = Ledger.Read();
        Assert.True(reading.Balances);
        Assert.Equal(0, reading.Outstanding);
        return reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (_ownsSystem)
            await System.Terminate().WaitAsync(Stress.Patience);
        await _services.DisposeAsync();
    }
}
