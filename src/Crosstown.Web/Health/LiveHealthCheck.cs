using Crosstown.Actors.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crosstown.Web.Health;

/// <summary>Whether work makes progress. Never a pool that only waits for its rate, its circuit, a pause or a delay.</summary>
internal sealed class LiveHealthCheck(CrosstownRuntime runtime, ITrafficLedger ledger) : IHealthCheck
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
        var stuck = runtime.FindStuck();
        var heldUp = runtime.LongestHeldUp;
        var data = new Dictionary<string, object>
        {
            ["stuck"] = string.Join(", ", stuck.Select(static pool => pool.Name)),
            ["detachedRuns"] = ledger.DetachedRuns,
            ["longestHeldUp"] = heldUp,
        };
        if (stuck.Count > 0)
            return new(failure, string.Join(" ", stuck.Select(static pool => pool.ToString())), data: data);
        if (ledger.DetachedRuns > 0)
            return HealthCheckResult.Degraded($"{ledger.DetachedRuns} deferrals that were given up still run.", data: data);
        if (heldUp > runtime.Settings.StuckAfter)
            return HealthCheckResult.Degraded($"Traffic of a response that is over waits since {heldUp} for a callback that the application has registered by Response.OnCompleted.", data: data);
        return HealthCheckResult.Healthy("Nothing stands still.", data);
    }
}
