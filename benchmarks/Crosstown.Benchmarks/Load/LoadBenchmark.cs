using Crosstown.Benchmarks.Servers;

namespace Crosstown.Benchmarks.Load;

/// <summary>Interleaves rounds of load over all variants and compares each with the plain endpoint of the same round.</summary>
internal sealed class LoadBenchmark(int rounds, int seconds, bool http2)
{
    private const int FirstPort = 5200;

    public async Task<string> RunAsync(IReadOnlyList<Variant> variants, TextWriter progress)
    {
        var tool = new LoadTool(connections: 64, seconds);
        var warmUp = new LoadTool(connections: 64, seconds: 2);
        var servers = new List<ServerProcess>();
        var runs = variants.ToDictionary(variant => variant.Name, _ => new List<LoadRun>());
        try
        {
            foreach (var variant in variants)
                servers.Add(await ServerProcess.StartAsync(variant.Name, FirstPort + 2 * servers.Count));
            foreach (var server in servers)
                await MeasureAsync(warmUp, server);
            for (var round = 0; round < rounds; round++)
            {
                // Every other round backwards, so that a drift of the machine falls on no variant alone.
                foreach (var index in Enumerable.Range(0, servers.Count).Select(i => round % 2 == 0 ? i : servers.Count - 1 - i))
                {
                    var run = await MeasureAsync(tool, servers[index]);
                    runs[variants[index].Name].Add(run);
                    await progress.WriteLineAsync($"round {round + 1}/{rounds} {variants[index].Name,-16} {run.Rate,9:F0} requests/s, {run.Cpu,7:F1} µs CPU, {run.Bytes,8:F0} B");
                }
            }
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }

        return LoadTable.Render(variants, runs);
    }

    private async Task<LoadRun> MeasureAsync(LoadTool tool, ServerProcess server)
    {
        var before = await server.CountersAsync();
        var (requests, rate, p50, p99) = http2 ? await tool.H2LoadAsync(server.Port + 1) : await tool.WrkAsync(server.Port);
        var after = await server.CountersAsync();
        return new(rate, p50, p99, (after.CpuMicros - before.CpuMicros) / requests, (after.Allocated - before.Allocated) / (double)requests);
    }
}
