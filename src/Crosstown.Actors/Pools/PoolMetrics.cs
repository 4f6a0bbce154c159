using System.Diagnostics.Metrics;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>The instruments that read the pools.</summary>
internal static class PoolMetrics
{
    public static void Register(Meter meter, PoolDirectory pools) => meter.CreateObservableGauge(
        "crosstown.pool.oldest",
        () => pools.OldestWaits().Select(static pool => new Measurement<double>(pool.Wait.TotalSeconds, new KeyValuePair<string, object?>(TagNames.Pool, pool.Name))),
        "s",
        "How long the deferral has waited that has waited longest in the mailbox of a routee or a lane.");
}
