using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Traffic;

/// <summary>The traffic of a running deferral: its deferrals are released at once, and it closes when the running deferral's code has returned.</summary>
internal sealed class NestedTraffic(TrafficParts parts, DeferralRun run) : TrafficVerbs(parts)
{
    private readonly Lazy<TrafficEntrance> _entrance = new(() =>
    {
        var entrance = parts.OpenNested(run.Deferral);
        run.AtEnd(() => entrance.Signal(null));
        return entrance;
    });

    internal override TrafficEntrance Entrance => _entrance.Value;
}
