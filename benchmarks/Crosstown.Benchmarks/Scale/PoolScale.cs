namespace Crosstown.Benchmarks.Scale;

/// <summary>80,000 requests of five deferrals through a default pool of so many routees. The pools of all sizes live side by side, idle but for one.</summary>
internal sealed class PoolScale(string router, string figure, int[] sizes) : ScaleSeries($"routees of a {router}", figure, sizes)
{
    private const int Requests = 80_000;
    private const int Each = 5;
    private readonly Dictionary<int, BenchHost> _hosts = [];

    public override async Task<ScaleCost> MeasureAsync(int size)
    {
        if (!_hosts.TryGetValue(size, out var host))
        {
            _hosts[size] = host = new BenchHost($$"""
                crosstown.admission.capacity = 10000000
                akka.actor.deployment./crosstown/pools/default { router = {{router}}, nr-of-instances = {{size}} }
                """);
            // Once over every routee, so that none is measured while it starts.
            for (var i = 0; i < size; i++)
                Open(host, Each).End();
            await host.SettledAsync();
        }

        return await ScaleCost.OfAsync(Requests * Each, () =>
        {
            for (var i = 0; i < Requests; i++)
                Open(host, Each).End();
            return host.SettledAsync();
        });
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
    }
}
