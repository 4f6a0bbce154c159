using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>What a running deferral defers.</summary>
internal sealed class NestedTraffic(DeferralRun run) : TrafficBase
{
    public TrafficGate NestedGate => run.Generation;

    protected override TrafficGate Gate => run.Generation;

    protected override DeferralDefaults? Defaults => null;
}
