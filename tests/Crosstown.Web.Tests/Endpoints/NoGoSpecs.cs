using System.Net;

namespace Crosstown.Web.Tests.Endpoints;

/// <summary>docs/design.md §2.3: the places in which no-go rules can be set.</summary>
public class NoGoSpecs
{
    [Theory]
    [InlineData("/per-deferral", 302)]
    [InlineData("/per-endpoint", 302)]
    [InlineData("/per-configuration", 418)]
    public async Task No_go_rules_are_set_per_deferral_per_endpoint_and_in_HOCON(string path, int status)
    {
        await using var app = await CrosstownTestHost.StartAsync(
            web =>
            {
                web.MapGet("/per-deferral", (ICrosstownTraffic traffic) =>
                {
                    traffic.Tell("stopped", new() { NoGo = [302] });
                    traffic.Tell("ran", new() { NoGo = ["5xx"] });
                    return Results.Redirect("/elsewhere");
                });
                web.MapGet("/per-endpoint", (ICrosstownTraffic traffic) =>
                {
                    traffic.Tell("stopped");
                    traffic.Tell("ran", new() { NoGo = [] });
                    return Results.Redirect("/elsewhere");
                }).NoGoOn("5xx", "300-305");
                web.MapGet("/per-configuration", (ICrosstownTraffic traffic) =>
                {
                    traffic.Tell("stopped");
                    traffic.Tell("ran", new() { NoGo = ["!418"] });
                    return Results.StatusCode(418);
                });
            },
            options => (options.Mode, options.UseKestrel, options.Hocon) = (TrafficMode.Inline, true, "crosstown.no-go = [418]"));
        var probe = app.CreateTestProbe();
        app.Pool(PoolNames.Default).SendTo(probe);

        await app.Client.GetAsync(path);

        Assert.Equal("stopped", app.ShouldHaveDiscarded<string>(status, Fate.NoGo, times: 1).Message);
        Assert.Equal("ran", app.ShouldHaveRun<string>(times: 1).Message);
        probe.ExpectMsg("ran");
    }

    [Fact]
    public async Task A_veto_by_the_handler_stops_all_its_deferrals_also_with_status_200()
    {
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => { });
                traffic.NoGo("the answer holds errors");
                traffic.Defer(() => { });
            }),
            options => (options.Mode, options.UseKestrel) = (TrafficMode.Inline, true));

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/")).StatusCode);

        Assert.Equal([Fate.NoGo, Fate.NoGo], app.Deferrals.Select(deferral => deferral.Fate));
    }
}
