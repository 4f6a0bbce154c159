using Crosstown.Actors;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;

namespace Crosstown.Benchmarks;

/// <summary>What the web layer does for one request, without HTTP.</summary>
internal sealed class BenchRequest(TrafficSystem system) : TrafficBase
{
    private readonly TrafficGate _gate = new(system);

    protected override TrafficGate Gate => _gate;

    protected override DeferralDefaults? Defaults => null;

    public void End(int status = 200)
    {
        _gate.Seal();
        if (!_gate.HasTraffic)
            return;
        _gate.Signal(new RequestSnapshot
        {
            Method = "GET",
            Path = "/",
            TraceIdentifier = "bench",
            StartedAt = default,
            Response = new ResponseSnapshot(status, ResponseOutcome.Completed, WireLevel.Handed),
        });
    }
}
