using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>Traffic where there is no request; within a running deferral that has services of its own, that deferral's.</summary>
internal sealed class TrafficWithoutRequest(TrafficSystem system) : TrafficBase
{
    /// <summary>A gate per call: there is nothing that the calls have in common.</summary>
    protected override TrafficGate Gate => TrafficContext.Current.Value is { } context
        ? ((NestedTraffic)context.Traffic).NestedGate
        : new GenerationGate(system, parent: null);

    protected override DeferralDefaults? Defaults => null;
}
