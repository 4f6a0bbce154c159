using Crosstown.Actors.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crosstown.Web.Health;

/// <summary>
/// Unhealthy when the actors have not started, drain or have ended, the ledger does not balance, or a pool or lane in which something waits stands still; degraded when hardly a
/// slot is free, the circuit of a pool is open, deferrals that were given up still run, or traffic waits for a callback of the application's that does not end.
/// The ledger's counters are the report's data.
/// </summary>
internal sealed class CrosstownHealthCheck(CrosstownRuntime runtime, ITrafficLedger ledger) : IHealthCheck
{
    private const double NearlyFull = 0.9;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!runtime.IsStarted)
            return HealthCheckResult.Unhealthy("Crosstown's actors have not started.");
        if (runtime.HasEnded)
            return HealthCheckResult.Unhealthy($"The actor system {runtime.ActorSystem.Name} has ended: nothing that is deferred can run.");
        if (runtime.IsDraining)
            return HealthCheckResult.Unhealthy($"Crosstown drains and admits nothing more: the host or the actor system {runtime.ActorSystem.Name} is being stopped.");
        var reading = ledger.Read();
        var slotsTaken = ledger.SlotsTaken;
        var capacity = runtime.Settings.Capacity;
        var stuck = runtime.FindStuck();
        var open = runtime.FindOpenCircuits();
        var heldUp = runtime.LongestHeldUp;
        var data = new Dictionary<string, object>
        {
            ["deferred"] = reading.Deferred,
            ["outstanding"] = reading.Outstanding,
            ["slotsTaken"] = slotsTaken,
            ["capacity"] = capacity,
            ["detachedRuns"] = ledger.DetachedRuns,
            ["oldestCollecting"] = ledger.OldestCollecting,
            ["longestHeldUp"] = heldUp,
            ["stuck"] = string.Join(", ", stuck.Select(static pool => pool.Name)),
        };
        data["openCircuits"] = string.Join(", ", open.Select(static gate => gate.Name));
        foreach (var fate in Enum.GetValues<Fate>())
            data[char.ToLowerInvariant(fate.ToString()[0]) + fate.ToString()[1..]] = reading[fate];

        if (!reading.Balances)
            return HealthCheckResult.Unhealthy($"The ledger does not balance: {reading.Deferred} deferred, {reading.Outstanding} outstanding, {reading.Ended} ended.", data: data);
        if (stuck.Count > 0)
            return HealthCheckResult.Unhealthy(string.Join(" ", stuck.Select(static pool => pool.ToString())), data: data);
        if (slotsTaken >= capacity * NearlyFull)
            return HealthCheckResult.Degraded($"{slotsTaken} of {capacity} slots are taken.", data: data);
        if (open.Count > 0)
            return HealthCheckResult.Degraded(string.Join(" ", open.Select(static gate => $"The circuit of {gate.Name} is open: too much of its work failed, and {gate.Waiting} deferrals wait.")), data: data);
        if (ledger.DetachedRuns > 0)
            return HealthCheckResult.Degraded($"{ledger.DetachedRuns} deferrals that were given up still run.", data: data);
        if (heldUp > runtime.Settings.StuckAfter)
            return HealthCheckResult.Degraded($"Traffic of a response that is over waits since {heldUp} for a callback that the application has registered by Response.OnCompleted.", data: data);
        return HealthCheckResult.Healthy($"{reading.Outstanding} deferrals are outstanding.", data);
    }
}
