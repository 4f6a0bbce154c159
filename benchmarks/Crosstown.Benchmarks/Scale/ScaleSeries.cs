namespace Crosstown.Benchmarks.Scale;

/// <summary>What grows, in which sizes, and how one size is measured. The first size is the one that the others are compared with.</summary>
internal abstract class ScaleSeries(string what, string figure, int[] sizes) : IAsyncDisposable
{
    public string What => what;

    /// <summary>Name of what the aims are set against: the largest size over the first.</summary>
    public string Figure => figure;

    public IReadOnlyList<int> Sizes => sizes;

    /// <summary>Elapsed time and the process's CPU of one deferral, over some 400,000 deferrals or more.</summary>
    public abstract Task<ScaleCost> MeasureAsync(int size);

    /// <summary>Bytes that a pending deferral keeps alive; not a number where nothing is pending.</summary>
    public virtual Task<double> KeptAsync(int size) => Task.FromResult(double.NaN);

    public abstract ValueTask DisposeAsync();

    /// <summary>A request of <paramref name="deferrals"/> no-op delegates, still open.</summary>
    protected static BenchRequest Open(BenchHost host, int deferrals)
    {
        var request = host.Request();
        for (var d = 0; d < deferrals; d++)
            request.Defer(static () => { });
        return request;
    }
}
