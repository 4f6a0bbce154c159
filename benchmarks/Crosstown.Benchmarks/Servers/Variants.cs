using Crosstown.Actors;
using Crosstown.Benchmarks.Lag;
using Crosstown.Web;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Benchmarks.Servers;

/// <summary>Every server of the load benchmark, the plain endpoint first; by name also those of the lag benchmark.</summary>
internal static class Variants
{
    public const string Plain = "plain";
    private const string Body = "Hello, World!";

    public static IReadOnlyList<Variant> All { get; } =
    [
        new(Plain, static _ => static app => app.MapGet("/", static () => Body)),
        Crosstown("crosstown-0", null, static app => app.MapGet("/", static () => Body)),
        Deferring(1, null),
        Deferring(5, null),
        Deferring(100, null),
        Deferring(1, WireLevel.Sent),
        Deferring(5, WireLevel.Sent),
        Deferring(100, WireLevel.Sent),
        new("floor-5", FloorServer.Build),
        new("quartz-5", QuartzServer.Build),
        new("masstransit-5", MassTransitServer.Build),
    ];

    public static Variant Find(string name) =>
        All.Concat(LagServer.Variants).FirstOrDefault(variant => variant.Name == name)
        ?? throw new ArgumentException($"No variant '{name}'; there are {string.Join(", ", All.Concat(LagServer.Variants).Select(static variant => variant.Name))}.", nameof(name));

    private static Variant Deferring(int count, WireLevel? level) =>
        Crosstown($"{(level is { } l ? l.ToString().ToLowerInvariant() : "handed")}-{count}", level, app => app.MapGet("/", (HttpContext context) =>
        {
            var traffic = context.Traffic();
            for (var i = 0; i < count; i++)
                traffic.Defer(static () => { });
            return Body;
        }));

    private static Variant Crosstown(string name, WireLevel? level, Action<WebApplication> map) => new(name, builder =>
    {
        builder.Services.AddCrosstown();
        if (level is { } wire)
            builder.WebHost.UseCrosstownWire(wire);
        return map;
    });
}
