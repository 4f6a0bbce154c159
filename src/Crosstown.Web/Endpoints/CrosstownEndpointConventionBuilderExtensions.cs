using Crosstown.Actors;
using Crosstown.Web;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Sets how the traffic of an endpoint, or of a group of endpoints, is run. Each method has an equivalent attribute for controllers.</summary>
public static class CrosstownEndpointConventionBuilderExtensions
{
    /// <summary>Names the statuses at which the endpoint's deferrals do not run, such as <c>.NoGoOn("5xx", "400-405", 302)</c>. The same as <see cref="NoGoOnAttribute"/>, which tells how a list stands to the outer rules.</summary>
    /// <exception cref="FormatException">A rule does not parse. The message shows the rule, the position and the allowed forms.</exception>
    public static TBuilder NoGoOn<TBuilder>(this TBuilder builder, params NoGoRule[] rules)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(rules);
        return builder.WithTraffic(new NoGoOnAttribute { Rules = NoGoRules.Create(rules) });
    }

    /// <summary>Names the pool that runs the endpoint's deferrals. The same as <see cref="TrafficPoolAttribute"/>. Of this and <see cref="SameThread"/> the nearer one, or else the later one, counts.</summary>
    /// <exception cref="ArgumentException">The name is empty. A pool that is not declared is an error at start-up.</exception>
    public static TBuilder SendTrafficTo<TBuilder>(this TBuilder builder, string pool)
        where TBuilder : IEndpointConventionBuilder => builder.WithTraffic(new TrafficPoolAttribute(pool));

    /// <summary>Runs the endpoint's deferrals on the request's same-thread lane. The same as <see cref="SameThreadAttribute"/>. Of this and <see cref="SendTrafficTo"/> the nearer one, or else the later one, counts.</summary>
    /// <param name="builder">The endpoint or the group.</param>
    /// <param name="enabled">False overrides the setting of a group.</param>
    public static TBuilder SameThread<TBuilder>(this TBuilder builder, bool enabled = true)
        where TBuilder : IEndpointConventionBuilder => builder.WithTraffic(new SameThreadAttribute { Enabled = enabled });

    /// <summary>Runs the pool work of each request one after another, in the order deferred. The same as <see cref="SequentialAttribute"/>.</summary>
    /// <param name="builder">The endpoint or the group.</param>
    /// <param name="enabled">False overrides the setting of a group.</param>
    /// <param name="stopOnFailure">Whether a failure cancels the deferrals that follow; null uses <c>crosstown.sequential.stop-on-failure</c>.</param>
    public static TBuilder Sequential<TBuilder>(this TBuilder builder, bool enabled = true, bool? stopOnFailure = null)
        where TBuilder : IEndpointConventionBuilder => builder.WithTraffic(new SequentialAttribute { Enabled = enabled, StopsOnFailure = stopOnFailure });

    /// <summary>Sets the moment at which the endpoint's traffic is released. The same as <see cref="ReleaseTrafficAtAttribute"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="release"/> is not a defined value.</exception>
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
