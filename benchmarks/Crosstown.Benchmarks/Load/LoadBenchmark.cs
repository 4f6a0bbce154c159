namespace Crosstown.Benchmarks.Load;

/// <summary>
/// Short slices of load, each variant's between two of the plain endpoint, over several starts of all the servers. The plain endpoint has two processes, one on
/// either side: what the JIT makes of a process stays with it for life, and may be a tenth.
/// </summary>
internal sealed class LoadBenchmark(LoadOptions options, TextWriter progress)
{
    private const int FirstPort = 5200;
    private readonly LoadTool _tool = new(options.Seconds, options.Http2);

    public async Task<List<Beside<LoadSlice>>> RunAsync()
    {
        var all = new List<Beside<LoadSlice>>();
        for (var launch = 1; launch <= options.Launches; launch++)
            all.AddRange(await LaunchAsync(launch));
        return all;
    }

    private async Task<List<Beside<LoadSlice>>> LaunchAsync(int launch)
    {
        var servers = new List<ServerProcess>();
        async Task<ServerProcess> StartAsync(string variant)
        {
            var server = await ServerProcess.StartAsync(variant, FirstPort + 2 * servers.Count);
            servers.Add(server);
            return server;
        }

        try
        {
            foreach (var variant in options.Variants)
                await StartAsync(variant.Name);
            var plains = (ServerProcess[])[servers[0], await StartAsync(options.Variants[0].Name)];
            var plainSlices = 0;
            // In turns, so that each server's compiler has the others' slices to finish what the last one made hot.
            for (var turn = 0; turn < options.WarmUp; turn++)
            {
                foreach (var server in servers)
                    await MeasureAsync(launch, server);
            }

            return await Interleaved.RunAsync(options.Variants.Count - 1, options.Rounds, async (round, index) =>
            {
                var slice = await MeasureAsync(launch, index > 0 ? servers[index] : plains[plainSlices++ % 2]);
                await progress.WriteLineAsync(FormattableString.Invariant(
                    $"launch {launch}/{options.Launches} round {round + 1}/{options.Rounds} {options.Variants[index].Name,-14} {slice.Answers.Rate,9:F0} requests/s, {slice.Cpu,7:F1} µs CPU, {slice.Bytes,8:F0} B{(slice.Quiet ? "" : ", still busy")}"));
                return slice;
            });
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private async Task<LoadSlice> MeasureAsync(int launch, ServerProcess server)
    {
        var before = await server.CountersAsync();
        var answers = await _tool.RunAsync(options.Http2 ? server.Port + 1 : server.Port);
        // A server with work in its queues is charged for it, and does not push it into the next one's slice.
        var quiet = await server.QuietAsync();
        var after = await server.CountersAsync();
        return new(
            launch, answers, (after.CpuMicros - before.CpuMicros) / answers.Requests, (after.Allocated - before.Allocated) / (double)answers.Requests, quiet);
    }
}
