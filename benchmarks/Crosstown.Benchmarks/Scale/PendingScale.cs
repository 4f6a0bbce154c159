namespace Crosstown.Benchmarks.Scale;

/// <summary>Defers into requests that stay open until all have deferred, ends them, waits until all has run. Small sizes are repeated up to a measurable count.</summary>
internal sealed class PendingScale(string what, string figure, int[] sizes, Func<int, (int Requests, int Each)> shape) : ScaleSeries(what, figure, sizes)
{
    private readonly BenchHost _host = new("crosstown.admission { capacity = 10000000, per-request = 1000000 }");

    public override Task<ScaleCost> MeasureAsync(int size)
    {
        var (requests, each) = shape(size);
        var total = requests * each;
        var repeats = Math.Max(1, 400_000 / total);
        return ScaleCost.OfAsync((double)total * repeats, async () =>
        {
            for (var repeat = 0; repeat < repeats; repeat++)
                await EndAsync(Fill(requests, each));
        });
    }

    public override async Task<double> KeptAsync(int size)
    {
        var (requests, each) = shape(size);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var open = Fill(requests, each);
        await StillAsync();
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        await EndAsync(open);
        return kept / ((double)requests * each);
    }

    public override ValueTask DisposeAsync() => _host.DisposeAsync();

    private BenchRequest[] Fill(int requests, int each)
    {
        var open = new BenchRequest[requests];
        for (var r = 0; r < requests; r++)
            open[r] = Open(_host, each);
        return open;
    }

    private Task EndAsync(BenchRequest[] open)
    {
        foreach (var request in open)
            request.End();
        return _host.SettledAsync();
    }

    /// <summary>Until the requests' actors have taken what was told: until next to nothing is allocated any more.</summary>
    private static async Task StillAsync()
    {
        long allocated;
        do
        {
            allocated = GC.GetTotalAllocatedBytes(precise: true);
            await Task.Delay(50);
        }
        while (GC.GetTotalAllocatedBytes(precise: true) - allocated > 4096);
    }
}
