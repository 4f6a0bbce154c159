using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Crosstown.Benchmarks.Servers;

/// <summary>Serves one variant on two loopback ports, HTTP/1.1 and clear HTTP/2, until its standard input closes.</summary>
internal static class BenchmarkServer
{
    public static async Task RunAsync(string name, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.ListenLocalhost(port + 1, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var map = Variants.Find(name).Build(builder);
        var app = builder.Build();
        // Before the variant's own middleware, so that asking for the counters costs every variant the same.
        app.Map("/counters", counters => counters.Run(static context => context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalAllocatedBytes(precise: true)} {Environment.CpuUsage.TotalTime.TotalMicroseconds:F0}"))));
        map(app);
        await app.StartAsync();
        Console.WriteLine("ready");
        // On a thread of its own: the console's reader blocks, asynchronous or not, and a start that was not synchronous goes on with one of the pool's few threads.
        await Task.Factory.StartNew(Console.In.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await app.StopAsync();
    }
}
