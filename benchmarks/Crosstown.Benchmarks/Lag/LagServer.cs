using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Crosstown.Actors;
using Crosstown.Benchmarks.Servers;
using Crosstown.Web;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Benchmarks.Lag;

/// <summary>Servers that defer one delegate, which notes when it starts; <c>/?N</c> is request N, <c>/starts?N</c> the timestamps of requests 0 to N − 1.</summary>
internal static class LagServer
{
    public const int ContentLength = 2;

    /// <summary>By request number; 0 where nothing has started. Each slot is written once, by the deferral of its request.</summary>
    private static readonly long[] Starts = new long[1 << 22];

    public static IReadOnlyList<Variant> Variants { get; } =
    [
        new("lag-handed", static builder => Crosstown(builder, level: null)),
        new("lag-sent", static builder => Crosstown(builder, WireLevel.Sent)),
        new("lag-floor", Floor),
    ];

    private static Action<WebApplication> Crosstown(WebApplicationBuilder builder, WireLevel? level)
    {
        builder.Services.AddCrosstown();
        if (level is { } wire)
            builder.WebHost.UseCrosstownWire(wire);
        return static app => Map(app, static (context, work) => context.Traffic().Defer(work));
    }

    /// <summary>The hand-written floor of the load benchmark, which waits for no wire: what a start as early as OnCompleted comes to.</summary>
    private static Action<WebApplication> Floor(WebApplicationBuilder builder)
    {
        var channel = Channel.CreateUnbounded<Action>();
        for (var i = 0; i < 4; i++)
            _ = Task.Run(() => FloorServer.DrainAsync(channel.Reader));
        return app => Map(app, (context, work) => context.Response.OnCompleted(() =>
        {
            channel.Writer.TryWrite(work);
            return Task.CompletedTask;
        }));
    }

    private static void Map(WebApplication app, Action<HttpContext, Action> defer)
    {
        app.MapGet("/", (HttpContext context) =>
        {
            var number = Number(context);
            defer(context, () => Volatile.Write(ref Starts[number], Stopwatch.GetTimestamp()));
            context.Response.ContentLength = ContentLength;
            return "ok";
        });
        app.MapGet("/starts", static (HttpContext context) => Results.Bytes(MemoryMarshal.AsBytes(Starts.AsSpan(0, Number(context))).ToArray()));
    }

    private static int Number(HttpContext context) => int.Parse(context.Request.QueryString.Value.AsSpan(1), CultureInfo.InvariantCulture);
}
