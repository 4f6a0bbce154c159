using BenchmarkDotNet.Attributes;

namespace Crosstown.Benchmarks.Micro;

/// <summary>A request through the whole path without HTTP: deferred, sealed, signalled, judged, run. Per request, over 1,000 in flight.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private const int Batch = 1000;
    private BenchHost _host = null!;

    [Params(0, 1, 5, 100)]
    public int Deferrals { get; set; }

    [GlobalSetup]
    public void Setup() => _host = new BenchHost("crosstown.admission.capacity = 10000000");

    [GlobalCleanup]
    public async Task Cleanup() => await _host.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task Request()
    {
        for (var i = 0; i < Batch; i++)
        {
            var request = _host.Request();
            for (var d = 0; d < Deferrals; d++)
                request.Defer(static () => { });
            request.End();
        }

        await _host.SettledAsync();
    }
}
