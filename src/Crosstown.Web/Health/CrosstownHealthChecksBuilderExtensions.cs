using Crosstown.Web.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Crosstown's health check.</summary>
public static class CrosstownHealthChecksBuilderExtensions
{
    /// <summary>Adds a check over the ledger: unhealthy when Crosstown has not started, drains, its actor system has ended, its ledger does not balance, or nothing has moved for <c>crosstown.stuck-after</c> in a pool or lane in which something waits; degraded when nine tenths of the slots are taken, the circuit of a pool is open, deferrals that were given up still run, or traffic has waited that long for an <c>OnCompleted</c> callback of the application's.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What is reported when the check itself throws; null for unhealthy.</param>
    /// <param name="tags">For filtering.</param>
    public static IHealthChecksBuilder AddCrosstown(
        this IHealthChecksBuilder builder, string name = "crosstown", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<CrosstownHealthCheck>(name, failureStatus, tags ?? []);
    }
}
