using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Runtime;
using Crosstown.Actors.Telemetry;
using Crosstown.Actors.Traffic;
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
          "System.Threading.ManualResetEventSlim" = by-reference
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
        services.AddSingleton(provider => new Ledger(provider.GetRequiredService<CrosstownSettings>(), Clock, provider.GetRequiredService<FateReporter>().Report));
        services.AddSingleton(provider => new Admission(provider.GetRequiredService<CrosstownSettings>(), provider.GetRequiredService<Ledger>(), Clock));
        services.AddTrafficParts();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
        _ownsSystem = system is null;
        System = system ?? ActorSystem.Create("test", config);
        Runtime = _services.GetRequiredService<CrosstownRuntime>();
        Runtime.Drain.Clock = Clock;
        if (start)
            Runtime.Start(System);
    }

    public ActorSystem System { get; }

    public CrosstownRuntime Runtime { get; }

    /// <summary>Traffic where there is no request.</summary>
    public ITraffic OutsideRequest => _services.GetRequiredService<TrafficOutsideRequest>();

    public PoolDirectory Pools => _services.GetRequiredService<PoolDirectory>();

    public StuckWatch Stuck => _services.GetRequiredService<StuckWatch>();

    public Pool Pool(string name) => Pools.Find(name);

    public TrafficDrain Drain => Runtime.Drain;

    public IServiceProvider Services => _services;

    public ManualClock Clock { get; } = new();

    public LogRecorder Logs { get; } = new();

    public ITrafficLedger Ledger => _services.GetRequiredService<ITrafficLedger>();

    /// <summary>A request that has reached its handler.</summary>
    public FakeRequest Request(EndpointDeferralOptions? endpoint = null) => new(_services.GetRequiredService<TrafficParts>(), endpoint);

    /// <summary>Every deferral has its fate and every slot is back; the ledger balances.</summary>
    public async Task<LedgerReading> SettledAsync()
    {
        await Ledger.SettledAsync().WaitAsync(Stress.Patience);
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
