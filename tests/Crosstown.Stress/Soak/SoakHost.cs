using System.Net;
using Akka.Actor;
using Crosstown.Actors;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Traffic;
using Crosstown.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Stress.Soak;

/// <summary>The names of the soak's pools, and how many routees each has.</summary>
internal static class Pools
{
    public const string Calls = "calls";
    public const string Actors = "actors";

    public static IReadOnlyDictionary<string, int> Sizes { get; } = new Dictionary<string, int> { ["default"] = 16, [Calls] = 8, [Actors] = 4 };
}

/// <summary>Kestrel on loopback, Crosstown with the wire, and settings tight enough that some are refused.</summary>
internal sealed class SoakHost : IAsyncDisposable
{
    public const int Lanes = 2;

    private const string Hocon = """
        crosstown {
          admission { capacity = 4000, per-request = 60, wait = 100ms }
          deferral { abandon-after = 50ms }
          same-thread.lanes = 2
          nested { max-depth = 3 }
          collecting-lease = 10m
          pools {
            calls { capacity = 1500 }
            actors { }
          }
        }
        akka.actor.deployment {
          /crosstown/pools/calls { router = round-robin-pool, nr-of-instances = 8 }
          /crosstown/pools/actors { router = least-busy-pool, nr-of-instances = 4 }
        }
        """;

    private readonly WebApplication _app;

    private SoakHost(WebApplication app) => _app = app;

    public CountingClock Clock { get; private init; } = null!;

    public LogRecorder Log { get; private init; } = null!;

    public Uri Http1 { get; private set; } = null!;

    public Uri Http2 { get; private set; } = null!;

    public TrafficParts Parts => _app.Services.GetRequiredService<TrafficParts>();

    public PoolDirectory Directory => _app.Services.GetRequiredService<PoolDirectory>();

    public ITraffic OutsideRequest => _app.Services.GetRequiredService<TrafficOutsideRequest>();

    public ITrafficLedger Ledger => _app.Services.GetRequiredService<ITrafficLedger>();

    public ActorSystem System => Parts.ActorSystem;

    public static async Task<SoakHost> StartAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        var (clock, log) = (new CountingClock(), new LogRecorder { Keep = false });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(log);
        builder.WebHost.ConfigureKestrel(static options =>
        {
            options.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            options.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.WebHost.UseCrosstownWire();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddScoped<SoakScope>().AddTrafficHandler<Job.Handler>();
        builder.Services.AddTrafficPool(Pools.Actors, static _ => Props.Create(static () => new Job.Worker()));
        builder.Services.AddCrosstown(static options => options.Hocon = Hocon);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        var ports = app.Urls.Select(static url => new Uri(url)).ToArray();
        return new SoakHost(app) { Clock = clock, Log = log, Http1 = ports[0], Http2 = ports[1] };
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
