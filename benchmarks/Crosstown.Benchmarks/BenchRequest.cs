using Crosstown.Actors;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Traffic;

namespace Crosstown.Benchmarks;

/// <summary>What the web layer does for one request, without HTTP.</summary>
internal sealed class BenchRequest(TrafficParts parts) : TrafficVerbs(parts)
{
    private readonly TrafficEntrance _entrance = parts.OpenRequest();

    internal override TrafficEntrance Entrance => _entrance;

    public void End(int status = 200)
    {
        if (_entrance.Close() == 0)
            return;
        _entrance.Signal(new RequestSnapshot
        {
            Method = "GET",
            Path = "/",
            TraceIdentifier = "bench",
            StartedAt = default,
            Response = new ResponseSnapshot(status, ResponseOutcome.Completed, WireLevel.Handed),
        });
    }
}
