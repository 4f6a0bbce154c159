using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime;
using System.Text;
using Crosstown.Benchmarks.Servers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Crosstown.Benchmarks.Micro;

/// <summary>
/// CPU and bytes of whole requests over HTTP/1.1 and Kestrel, but without a kernel between client and server: connections in memory, bursts of one request on each.
/// In a quiet minute it repeats within some 5 hundredths, in a quarter of the load benchmark's time. All servers are in one process, in turns.
/// </summary>
internal static class HttpPathMeasurement
{
    private const int Connections = 32;
    private const int Bursts = 150;
    private const int LeastResponse = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(60);
    private static readonly string[] Standard = [Variants.Plain, "crosstown-0", "handed-1", "handed-5", "handed-100", "floor-5"];
    private static readonly byte[] RequestBytes = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    /// <param name="rounds">How often each server is measured.</param>
    /// <param name="variants">Beside the plain one; none for the standard ones.</param>
    public static async Task<string> RunAsync(int rounds, string[] variants)
    {
        var names = variants.Length == 0 ? Standard : [.. variants.Prepend(Variants.Plain).Distinct()];
        var servers = new List<Server>();
        foreach (var name in names)
            servers.Add(await Server.StartAsync(name));
        await WarmUpAsync(servers);

        var runs = servers.ToDictionary(static server => server.Name, static _ => new List<Cost>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var server in servers)
                runs[server.Name].Add(await server.MeasureAsync());
        }

        foreach (var server in servers)
            await server.StopAsync();
        var costs = runs.ToDictionary(static run => run.Key, static run => Low(run.Value));
        var plain = costs[Variants.Plain];
        var text = new StringBuilder();
        text.AppendLine("| server | CPU ns per request | over plain | bytes | over plain |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var name in names)
        {
            var cost = costs[name];
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {cost.Cpu:F0} | {cost.Cpu - plain.Cpu:F0} | {cost.Bytes:F0} | {cost.Bytes - plain.Bytes:F0} |"));
        }

        return text.ToString();
    }

    /// <summary>Until the compiler has nothing more to do: where cores are few it is slow, and what it has not yet compiled costs several times as much.</summary>
    private static async Task WarmUpAsync(List<Server> servers)
    {
        var began = Stopwatch.GetTimestamp();
        var (lastCompiled, last) = (JitInfo.GetCompiledMethodCount(), began);
        while (Stopwatch.GetElapsedTime(began) is var elapsed && elapsed < LongestWarmUp && (elapsed < WarmUp || Stopwatch.GetElapsedTime(last) < WarmUp / 2))
        {
            foreach (var server in servers)
                await server.MeasureAsync();
            if (JitInfo.GetCompiledMethodCount() is var compiled && compiled != lastCompiled)
                (lastCompiled, last) = (compiled, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Noise only adds to times: the tenth from below of a hundred. Of the bytes the median.</summary>
    private static Cost Low(List<Cost> runs) =>
        new(runs.Select(static run => run.Cpu).Order().ElementAt(runs.Count / 10), runs.Select(static run => run.Bytes).Order().ElementAt(runs.Count / 2));

    private sealed class Server(WebApplication app, string name)
    {
        private readonly List<MemoryConnection> _connections = [];

        public string Name => name;

        public static async Task<Server> StartAsync(string name)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var transport = new MemoryTransport();
            builder.Services.AddSingleton<IConnectionListenerFactory>(transport);
            builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(new IPEndPoint(IPAddress.Loopback, 1), static listen => listen.Protocols = HttpProtocols.Http1));
            var map = Variants.Find(name).Build(builder);
            var app = builder.Build();
            map(app);
            await app.StartAsync();
            var server = new Server(app, name);
            for (var i = 0; i < Connections; i++)
                server._connections.Add(transport.Connect());
            return server;
        }

        public async Task<Cost> MeasureAsync()
        {
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var cpu = Environment.CpuUsage.TotalTime;
            for (var burst = 0; burst < Bursts; burst++)
                await BurstAsync();
            // What was deferred belongs to it. There is no event for all variants: three milliseconds are many times what a burst's work takes.
            await Task.Delay(3);
            var requests = (double)(Bursts * Connections);
            return new((Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds / requests, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / requests);
        }

        public async Task StopAsync()
        {
            foreach (var connection in _connections)
                await connection.Request.CompleteAsync();
            await app.StopAsync();
            await app.DisposeAsync();
        }

        private async Task BurstAsync()
        {
            foreach (var connection in _connections)
                await connection.Request.WriteAsync(RequestBytes);
            foreach (var connection in _connections)
            {
                var response = await connection.Response.ReadAtLeastAsync(LeastResponse);
                connection.Response.AdvanceTo(response.Buffer.End);
            }
        }
    }

    private readonly record struct Cost(double Cpu, double Bytes);
}
