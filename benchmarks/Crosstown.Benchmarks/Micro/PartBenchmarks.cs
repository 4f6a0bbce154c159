using BenchmarkDotNet.Attributes;
using Crosstown.Actors;
using Crosstown.Actors.NoGo;

namespace Crosstown.Benchmarks.Micro;

/// <summary>The parts of a deferral's path, each by itself.</summary>
[MemoryDiagnoser]
public class PartBenchmarks
{
    private static readonly NoGoRules Rules = ["5xx", "400-405", 302];

    private readonly NoGoSet _set = Rules.Resolve(NoGoSet.Empty);
    private BenchHost _host = null!;
    private BenchRequest _open = null!;
    private int _made;
    private int _status;

    [GlobalSetup]
    public void Setup()
    {
        _host = new BenchHost(
            "crosstown.admission { capacity = 10000000, per-request = 1000000 }", services => services.AddTrafficHandler<NoOpHandler>());
        _open = _host.Request();
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _open.End();
        await _host.DisposeAsync();
    }

    /// <summary>One deferral to an open request: slot, ledger, the seal's word, the message itself. A new request every 100,000.</summary>
    [Benchmark]
    public Deferral Defer()
    {
        if (++_made == 100_000)
        {
            _open.End(status: 503);
            _open = _host.Request();
            _made = 0;
        }

        return _open.Defer(static () => { });
    }

    /// <summary>The verdict on one status.</summary>
    [Benchmark]
    public bool StatusVerdict() => _set.Stops(200 + (_status++ & 255));

    /// <summary>A typed handler: looked up by the message's type, resolved in a DI scope, run; with the request around it.</summary>
    [Benchmark]
    public async Task HandlerInItsScope()
    {
        var request = _host.Request();
        request.Tell(NoOpMessage.Instance);
        request.End();
        await _host.SettledAsync();
    }

    internal sealed record NoOpMessage
    {
        public static readonly NoOpMessage Instance = new();
    }

    internal sealed class NoOpHandler : ITrafficHandler<NoOpMessage>
    {
        public Task HandleAsync(NoOpMessage message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
