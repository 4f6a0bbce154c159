using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Text;
using Crosstown.Benchmarks.Load;
using Crosstown.Benchmarks.Report;

namespace Crosstown.Benchmarks.Lag;

/// <summary>From the moment a client has read its response's last byte to the start of the request's deferral; the servers and both loads in turn.</summary>
internal sealed class LagBenchmark(int launches, int rounds, Figures figures)
{
    private const int FirstPort = 5300;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <summary>µs, by server and load.</summary>
    private readonly Dictionary<(string Server, bool Paced), List<double>> _lags = [];

    public async Task<string> RunAsync()
    {
        for (var launch = 0; launch < launches; launch++)
            await LaunchAsync();

        var text = new StringBuilder();
        text.AppendLine("| server | load | requests/s | p50 µs | p99 µs | max µs | started before the client had read it |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var ((server, paced), lags) in _lags.OrderByDescending(static pair => pair.Key.Paced))
        {
            var sorted = lags.Order().ToArray();
            var early = sorted.Count(static lag => lag < 0);
            var (p50, p99) = (Spread.Percentile(sorted, 0.50), Spread.Percentile(sorted, 0.99));
            var load = paced ? "paced" : "closed";
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {server} | {(paced ? "paced" : "closed loop")} | {sorted.Length / (Slice.TotalSeconds * rounds * launches):F0} | {p50:F0} | {p99:F0} | {sorted[^1]:F0} | {early} of {sorted.Length} ({early / (double)sorted.Length:P1}) |"));
            figures.Set($"{server.Replace("lag-", "lag.", StringComparison.Ordinal)}.{load}.p50", p50);
            figures.Set($"{server.Replace("lag-", "lag.", StringComparison.Ordinal)}.{load}.p99", p99);
        }

        text.AppendLine();
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"16 connections, {launches * rounds} slices of {Slice.TotalSeconds:F0} s each in {launches} launches. Paced: each connection pauses 5 to 15 ms after a response. The floor waits for no wire."));
        return text.ToString();
    }

    private async Task LaunchAsync()
    {
        var targets = new List<(ServerProcess Server, LagClient Client, string Name)>();
        try
        {
            foreach (var variant in LagServer.Variants)
            {
                var server = await ServerProcess.StartAsync(variant.Name, FirstPort + 2 * targets.Count);
                targets.Add((server, new LagClient(server.Port), variant.Name));
            }

            for (var round = -2; round < rounds; round++)
            {
                foreach (var paced in (bool[])[true, false])
                {
                    foreach (var (server, client, name) in targets)
                    {
                        var first = client.Requests;
                        await client.RunAsync(Slice, paced);
                        var lags = await LagsAsync(server, client, first);
                        // The first rounds are the JIT's.
                        if (round < 0)
                            continue;
                        if (!_lags.TryGetValue((name, paced), out var all))
                            _lags[(name, paced)] = all = [];
                        all.AddRange(lags);
                    }
                }
            }
        }
        finally
        {
            foreach (var (server, _, _) in targets)
                await server.DisposeAsync();
        }
    }

    /// <summary>Those of the requests from this number on, once all of their deferrals have started.</summary>
    private static async Task<double[]> LagsAsync(ServerProcess server, LagClient client, int first)
    {
        if (!await server.QuietAsync())
            throw new InvalidOperationException("The server does not come to rest.");
        using var http = new HttpClient();
        var bytes = await http.GetByteArrayAsync(new Uri($"http://127.0.0.1:{server.Port}/starts?{client.Requests}"));
        return Lags(MemoryMarshal.Cast<byte, long>(bytes)[first..], client.Ends[first..]);
    }

    private static double[] Lags(ReadOnlySpan<long> starts, ReadOnlySpan<long> ends)
    {
        var lags = new double[ends.Length];
        for (var i = 0; i < lags.Length; i++)
        {
            if (starts[i] == 0)
                throw new InvalidOperationException("A deferral has not started, and the server is at rest.");
            lags[i] = (starts[i] - ends[i]) * (1e6 / Stopwatch.Frequency);
        }

        return lags;
    }
}
