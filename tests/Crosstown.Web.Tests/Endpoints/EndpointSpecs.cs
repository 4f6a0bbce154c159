using Crosstown.Actors.Traffic;
using Crosstown.Web.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Crosstown.Web.Tests.Endpoints;

/// <summary>docs/design.md §4: traffic settings of an endpoint, by attribute or by convention.</summary>
public class EndpointSpecs
{
    public static TheoryData<string, object> Twins => new()
    {
        { "pool", new TrafficPoolAttribute("calls") },
        { "same-thread", new SameThreadAttribute() },
        { "sequential", new SequentialAttribute { StopOnFailure = true } },
        { "no-go", new NoGoOnAttribute("5xx", 302) },
        { "release", new ReleaseTrafficAtAttribute(TrafficRelease.ResponseStarted) },
    };

    [Theory, MemberData(nameof(Twins))]
    public void An_attribute_and_its_convention_write_the_same_metadata(string convention, object attribute)
    {
        var written = new RecordingBuilder();

        _ = convention switch
        {
            "pool" => written.SendTrafficTo("calls"),
            "same-thread" => written.SameThread(),
            "sequential" => written.Sequential(stopOnFailure: true),
            "no-go" => written.NoGoOn("5xx", 302),
            _ => written.ReleaseTrafficAt(TrafficRelease.ResponseStarted),
        };

        Assert.IsType(attribute.GetType(), written.Metadata);
        Assert.Equal(Describe(attribute), Describe(written.Metadata));
    }

    public static TheoryData<string[], int[], bool> NestedRules => new()
    {
        { ["5xx", "404"], [404], true },
        { ["400-402", "!401"], [400, 402], true },
        { ["400-402, !truncated", "!401", "!402"], [400], false },
        { ["!truncated", "302"], [302], false },
        { ["404, !truncated", "truncated"], [404], true },
        { ["", "!404"], [], false },
        { ["", "302"], [302], false },
        { ["302", ""], [], false },
    };

    [Theory, MemberData(nameof(NestedRules))]
    public async Task Rules_of_a_group_and_its_endpoint_are_resolved_level_by_level(string[] fromOuterToInner, int[] stopping, bool truncated)
    {
        var levels = fromOuterToInner.Select(rules => rules.Length == 0 ? new NoGoOnAttribute() : new NoGoOnAttribute(rules));
        var endpoint = EndpointTraffic.Read(new Endpoint(null, new(levels), "test")).Defaults;
        await using var app = await TestApp.StartAsync(_ => { });

        var plan = app.Services.GetRequiredService<TrafficParts>().Plans.Plan(null, null, endpoint);

        Assert.Equal(stopping, Enumerable.Range(100, 900).Where(plan.Rules.Stops));
        Assert.Equal(truncated, plan.Rules.Truncated);
    }

    [Fact]
    public void An_endpoint_without_traffic_metadata_has_no_options() =>
        Assert.Null(EndpointTraffic.Read(new Endpoint(null, EndpointMetadataCollection.Empty, null)).Defaults);

    [Fact]
    public async Task An_undeclared_pool_of_an_endpoint_is_an_error_at_start_up()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            web => web.MapGet("/campaigns", () => "").SendTrafficTo("cals"), hocon: "crosstown.pools.calls { }"));

        Assert.Equal(
            "The endpoint HTTP: GET /campaigns: the pool cals is not declared. Declare it in akka.hocon, crosstown.pools { cals { } }, or name one of: calls, default.",
            error.Message);
    }

    [Fact]
    public async Task An_endpoint_rule_that_does_not_parse_is_an_error_at_start_up()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            web => web.MapGet("/campaigns", [NoGoOn("40x")] () => "")));

        Assert.StartsWith("The endpoint HTTP: GET /campaigns", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"40x\" is not a no-go rule: at position 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("Allowed are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_at_start_up_names_every_wrong_endpoint()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(web =>
        {
            web.MapGet("/one", () => "").SendTrafficTo("a");
            web.MapGet("/two", [NoGoOn(2.5)] () => "");
        }));

        Assert.Contains("GET /one", error.Message, StringComparison.Ordinal);
        Assert.Contains("2.5 (Double) is not a no-go rule", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_convention_rule_that_does_not_parse_is_an_error_at_the_call()
    {
        var error = Assert.Throws<FormatException>(() => new RecordingBuilder().NoGoOn("600-500"));

        Assert.Contains("600-500", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_overrides_the_traffic_settings_of_its_group()
    {
        var pools = new Journal();
        await using var app = await CrosstownTestHost.StartAsync(
            web =>
            {
                var group = web.MapGroup("/group").SendTrafficTo("calls").SameThread();
                group.MapGet("/plain", (ICrosstownTraffic traffic) => Note(traffic, pools));
                group.MapGet("/pooled", (ICrosstownTraffic traffic) => Note(traffic, pools)).SameThread(false);
                group.MapGet("/other", (ICrosstownTraffic traffic) => Note(traffic, pools)).SameThread(false).SendTrafficTo("default");
            },
            options => (options.Mode, options.Hocon) = (TrafficMode.Inline, "crosstown.pools.calls { }"));

        foreach (var path in (string[])["/group/plain", "/group/pooled", "/group/other"])
            await app.Client.GetAsync(path);

        Assert.Equal(["same-thread", "calls", "default"], pools.Entries);
    }

    private static void Note(ICrosstownTraffic traffic, Journal pools) =>
        traffic.Defer<TrafficContext>((context, _) => { pools.Add(context.Pool); return Task.CompletedTask; });

    private static string Describe(object metadata) => metadata switch
    {
        TrafficPoolAttribute pool => pool.Name,
        SameThreadAttribute same => $"{same.Enabled}",
        SequentialAttribute sequential => $"{sequential.Enabled} {sequential.StopOnFailure}",
        NoGoOnAttribute rules => $"{rules}",
        ReleaseTrafficAtAttribute release => $"{release.Release}",
        _ => throw new ArgumentOutOfRangeException(nameof(metadata)),
    };

    private sealed class RecordingBuilder : IEndpointConventionBuilder
    {
        public object Metadata { get; private set; } = null!;

        public void Add(Action<EndpointBuilder> convention)
        {
            var endpoint = new RouteEndpointBuilder(null, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/"), 0);
            convention(endpoint);
            Metadata = Assert.Single(endpoint.Metadata);
        }
    }
}
