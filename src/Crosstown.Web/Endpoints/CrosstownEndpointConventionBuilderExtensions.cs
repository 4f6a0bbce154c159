using Crosstown.Actors.NoGo;
using Crosstown.Web.Endpoints;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What an endpoint, or a group of them, says of its traffic. Each has a twin attribute for controllers; both write the same metadata.</summary>
public static class CrosstownEndpointConventionBuilderExtensions
{
    /// <summary>The statuses that stop what the endpoint defers, such as <c>.NoGoOn("5xx", "400-405", 302)</c>. Twin of <see cref="NoGoOnAttribute"/>.</summary>
    /// <exception cref="FormatException">Shows the rule, the position and what is allowed.</exception>
    public static TBuilder NoGoOn<TBuilder>(this TBuilder builder, params NoGoRule[] rules)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(rules);
        return builder.WithTraffic(new NoGoOnAttribute { Rules = NoGoRules.Create(rules) });
    }

    /// <summary>The pool that runs what the endpoint defers. Twin of <see cref="TrafficPoolAttribute"/>.</summary>
    public static TBuilder SendTrafficTo<TBuilder>(this TBuilder builder, string pool)
        where TBuilder : IEndpointConventionBuilder => builder.WithTraffic(new TrafficPoolAttribute(pool));

    /// <summary>Runs what the endpoint defers on the request's same-thread lane. Twin of <see cref="SameThreadAttribute"/>.</summary>
    public static TBuilder SameThread<TBuilder>(this TBuilder builder, bool enabled = true)
        where TBuilder : IEndpointConventionBuilder => builder.WithTraffic(new SameThreadAttribute { Enabled = enabled });

    /// <summary>Runs each request's pool work one after another, in the order deferred. Twin of <see cref="SequentialAttribute"/>.</summary>
    /// <param name="builder">The endpoint or the group.</param>
    /// <param name="enabled">False takes back what a group says.</param>
    /// <param name="stopOnFailure">Whether a failure cancels what is left; null for what <c>crosstown.sequential.stop-on-failure</c> says.</param>
    public static TBuilder Sequential<TBuilder>(this TBuilder builder, bool enabled = true, bool? stopOnFailure = null)
        where TBuilder : IEndpointConventionBuilder => builder.WithTraffic(new SequentialAttribute { Enabled = enabled, StopsOnFailure = stopOnFailure });

    /// <summary>Releases the endpoint's traffic at another moment than the response's end. Twin of <see cref="ReleaseTrafficAtAttribute"/>.</summary>
    public static TBuilder ReleaseTrafficAt<TBuilder>(this TBuilder builder, TrafficRelease release)
        where TBuilder : IEndpointConventionBuilder => builder.WithTraffic(new ReleaseTrafficAtAttribute(release));

    private static TBuilder WithTraffic<TBuilder>(this TBuilder builder, object metadata)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }
}
