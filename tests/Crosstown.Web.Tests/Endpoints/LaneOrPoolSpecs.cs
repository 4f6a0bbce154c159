namespace Crosstown.Web.Tests.Endpoints;

/// <summary>An endpoint's deferrals run on a lane or on a pool: the nearer metadata count.</summary>
public sealed class LaneOrPoolSpecs
{
    [Theory]
    [InlineData("/lane", PoolNames.SameThread)]
    [InlineData("/pool", "calls")]
    [InlineData("/off", "calls")]
    public async Task The_nearer_of_lane_and_pool_counts(string path, string pool)
    {
        string? seen = null;
        void Defer(ICrosstownTraffic traffic) => traffic.Defer<TrafficContext>(context => { seen = context.Pool; });
        await using var app = await CrosstownTestHost.StartAsync(
            web =>
            {
                web.MapGroup("").SendTrafficTo("calls").MapGet("/lane", Defer).SameThread();
                web.MapGroup("").SameThread().MapGet("/pool", Defer).SendTrafficTo("calls");
                web.MapGroup("").SendTrafficTo("calls").MapGet("/off", Defer).SameThread(false);
            },
            options => (options.Mode, options.Hocon) = (TrafficMode.Inline, "crosstown.pools.calls { }"));

        await app.Client.GetAsync(path);

        Assert.Equal(pool, seen);
    }

    [Fact]
    public async Task Both_on_one_method_are_an_error_at_start_up()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(web => web.MapGet("/both", Both), hocon: "crosstown.pools.calls { }"));

        Assert.EndsWith(
            "LaneOrPoolSpecs.Both has both [SameThread] and [TrafficPool(\"calls\")]: its deferrals run on a lane or on a pool. Remove one of the two.", error.Message, StringComparison.Ordinal);
    }

    [SameThread, TrafficPool("calls")]
    private static void Both(ICrosstownTraffic traffic) => traffic.Defer(() => { });
}
