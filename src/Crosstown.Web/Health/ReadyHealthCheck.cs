using System.Globalization;
using Crosstown.Actors.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crosstown.Web.Health;

/// <summary>Whether the application can take more work. The ledger's counters are the report's data.</summary>
internal sealed class ReadyHealthCheck(CrosstownRuntime runtime, ITrafficLedger ledger) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.FromResult(Check(context.Registration.FailureStatus));
    }

    private HealthCheckResult Check(HealthStatus failure)
    {
        if (!runtime.IsStarted)
            return new(failure, "Crosstown's actors have not started.");
        if (runtime.HasEnded)
            return new(failure, $"The actor system {runtime.ActorSystem.Name} has ended: nothing that is deferred can run.");
        var reading = ledger.Read();
        var slotsTaken = ledger.SlotsTaken;
        var capacity = runtime.Settings.Capacity;
        var open = runtime.FindOpenCircuits();
        var oldest = runtime.OldestWaits().MaxBy(static pool => pool.Wait);
        var data = new Dictionary<string, object>
        {
            ["deferred"] = reading.Deferred,
            ["outstanding"] = reading.Outstanding,
            ["slotsTaken"] = slotsTaken,
            ["capacity"] = capacity,
            ["oldestQueued"] = oldest.Wait,
            ["oldestCollecting"] = ledger.OldestCollecting,
            ["openCircuits"] = string.Join(", ", open.Select(static gate => gate.Name)),
        };
        foreach (var fate in Enum.GetValues<Fate>())
            data[char.ToLowerInvariant(fate.ToString()[0]) + fate.ToString()[1..]] = reading[fate];

        if (runtime.IsDraining)
            return new(failure, $"Crosstown drains and admits nothing more: the host or the actor system {runtime.ActorSystem.Name} is being stopped.", data: data);
        if (!reading.Balances)
            return new(failure, $"The ledger does not balance: {reading.Deferred} deferred, {reading.Outstanding} outstanding, {reading.Ended} ended.", data: data);
        if (slotsTaken >= capacity * runtime.Settings.HealthSlots)
            return new(failure, $"{slotsTaken} of {capacity} slots are taken (crosstown.health.slots is {runtime.Settings.HealthSlots.ToString(CultureInfo.InvariantCulture)}).", data: data);
        if (oldest.Wait >= runtime.Settings.HealthOldestQueued)
            return new(failure, $"A deferral has waited for {oldest.Wait} for a thread of {oldest.Name} (crosstown.health.oldest-queued is {runtime.Settings.HealthOldestQueued}).", data: data);
        if (open.Count > 0)
            return HealthCheckResult.Degraded(string.Join(" ", open.Select(static gate => $"The circuit of {gate.Name} is open: too much of its work failed, and {gate.Waiting} deferrals wait.")), data: data);
        return HealthCheckResult.Healthy($"{reading.Outstanding} deferrals are outstanding.", data);
    }
}
