using Crosstown.Web.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Crosstown's health checks.</summary>
public static class CrosstownHealthChecksBuilderExtensions
{
    /// <summary>The tag of the check whether work makes progress.</summary>
    public const string LiveTag = "live";

    /// <summary>The tag of the check whether the application can take more work.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// Adds two checks: <c>crosstown-live</c>, tag <c>live</c>, fails when Crosstown has not started, its actor system has ended, or nothing has moved for <c>crosstown.stuck-after</c> in a pool
    /// or lane in which something waits; <c>crosstown-ready</c>, tag <c>ready</c>, fails when Crosstown has not started, drains or has ended, its ledger does not balance, the share
    /// <c>crosstown.health.slots</c> of its slots is taken, or a deferral has waited for <c>crosstown.health.oldest-queued</c> for a routee or lane. A pool that waits for its rate, its circuit, a
    /// pause or a delay fails neither.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">What both names begin with.</param>
    /// <param name="liveFailureStatus">What <c>live</c> reports when it fails. Degraded, the default, is answered with 200, so that no orchestrator kills a process with all that it has in memory.</param>
    /// <param name="readyFailureStatus">What <c>ready</c> reports when it fails. Unhealthy, the default, is answered with 503.</param>
    /// <param name="tags">Further tags of both.</param>
    /// <remarks>Both are degraded for less: <c>live</c> when deferrals that were given up still run, or traffic has waited for <c>crosstown.stuck-after</c> for an <c>OnCompleted</c> callback of the application's; <c>ready</c> when the circuit of a pool is open.</remarks>
    public static IHealthChecksBuilder AddCrosstown(
        this IHealthChecksBuilder builder, string name = "crosstown", HealthStatus liveFailureStatus = HealthStatus.Degraded, HealthStatus readyFailureStatus = HealthStatus.Unhealthy,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string[] more = [.. tags ?? []];
        return builder
            .AddCheck<LiveHealthCheck>($"{name}-live", liveFailureStatus, [LiveTag, .. more])
            .AddCheck<ReadyHealthCheck>($"{name}-ready", readyFailureStatus, [ReadyTag, .. more]);
    }
}
