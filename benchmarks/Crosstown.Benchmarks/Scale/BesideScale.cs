namespace Crosstown.Benchmarks.Scale;

/// <summary>80,000 requests of five deferrals from start to end, while so many others are pending in open requests of a thousand each.</summary>
internal sealed class BesideScale(string figure, int[] sizes) : ScaleSeries("a request of 5, beside so many pending", figure, sizes)
{
    private const int Requests = 80_000;
    private const int Each = 5;
    private readonly BenchHost _host = new("crosstown.admission.capacity = 10000000");

    /// <summary>Counted down by the deferrals themselves: the host as a whole does not settle while others are pending.</summary>
    private int _left;

    private TaskCompletionSource _all = new();

    public override async Task<ScaleCost> MeasureAsync(int size)
    {
        var pending = new BenchRequest[size / 1000];
        for (var i = 0; i < pending.Length; i++)
            pending[i] = Open(_host, 1000);
        _left = Requests * Each;
        _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var cost = await ScaleCost.OfAsync(_left, () =>
        {
            for (var i = 0; i < Requests; i++)
            {
                var request = _host.Request();
                for (var d = 0; d < Each; d++)
                    request.Defer(Ran);
                request.End();
            }

            return _all.Task;
        });
        foreach (var request in pending)
            request.End(status: 503);
        await _host.SettledAsync();
        return cost;
    }

    public override ValueTask DisposeAsync() => _host.DisposeAsync();

    private void Ran()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _all.SetResult();
    }
}
