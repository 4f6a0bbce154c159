using BenchmarkDotNet.Attributes;
using Crosstown.Actors;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;

namespace Crosstown.Benchmarks.Micro;

/// <summary>The parts of a deferral's path, each by itself.</summary>
[MemoryDiagnoser]
public class PartBenchmarks
{
    private const int Batch = 1000;
    private static readonly NoGoRules Rules = ["5xx", "400-405", 302];

    private readonly NoGoSet _set = Rules.Resolve(NoGoSet.Empty);
    private BenchHost _host = null!;

    /// <summary>Settles between batches, as <see cref="_host"/> with its open request never does.</summary>
    private BenchHost _typed = null!;

    private BenchRequest _open = null!;
    private int _made;

    [GlobalSetup]
    public void Setup()
    {
        _host = new BenchHost(
            "crosstown.admission { capacity = 10000000, per-request = 1000000 }", static services => services.AddTrafficHandler<NoOpHandler>());
        _typed = new BenchHost("crosstown.admission.capacity = 10000000", static services => services.AddTrafficHandler<NoOpHandler>());
        _open = _host.Request();
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _open.End();
        await _host.DisposeAsync();
        await _typed.DisposeAsync();
    }

    /// <summary>One deferral to an open request: slot, ledger, the seal's word, the message itself. Every 100,000 the request ends with a no-go, and the next begins.</summary>
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

    /// <summary>The verdict on one status, by resolved rules; all from 200 to 455 in turn, since one alone is no more than the loop around it.</summary>
    [Benchmark(OperationsPerInvoke = 256)]
    public int StatusVerdict()
    {
        var stopped = 0;
        for (var status = 200; status < 456; status++)
            stopped += _set.Stops(status) ? 1 : 0;
        return stopped;
    }

    /// <summary>The handler's invoker, found by the message's own type.</summary>
    [Benchmark]
    public bool HandlerLookup() => _host.Parts.Handlers.Find(typeof(NoOpMessage)) is not null;

    /// <summary>The handler's invoker, found by a base type of the message's.</summary>
    [Benchmark]
    public bool HandlerLookupByBaseType() => _host.Parts.Handlers.Find(typeof(DerivedMessage)) is not null;

    /// <summary>What follows the lookup when a typed deferral runs: a DI scope, the handler out of it, the scope's end.</summary>
    [Benchmark]
    public async Task<bool> HandlerFromItsScope()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<NoOpHandler>() is not null;
    }

    /// <summary>The whole path of a request with one message for a typed handler, over 1,000 in flight.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task RequestWithTypedHandler()
    {
        for (var i = 0; i < Batch; i++)
        {
            var request = _typed.Request();
            request.Tell(NoOpMessage.Instance);
            request.End();
        }

        await _typed.SettledAsync();
    }

    internal record NoOpMessage
    {
        public static readonly NoOpMessage Instance = new();
    }

    internal sealed record DerivedMessage : NoOpMessage;

    internal sealed class NoOpHandler : ITrafficHandler<NoOpMessage>
    {
        public Task HandleAsync(NoOpMessage message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
