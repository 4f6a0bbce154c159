using System.Net;

namespace Crosstown.Web.Tests.Endpoints;

/// <summary>docs/design.md §2.3: the places in which no-go rules can be set.</summary>
public class NoGoSpecs
{
    [Theory]
    [InlineData("/per-deferral")]
    [InlineData("/per-endpoint")]
    [InlineData("/per-configuration")]
    public async Task No_go_rules_are_set_per_deferral_per_endpoint_and_in_HOCON(string path)
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.MapGet("/per-deferral", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer(() => journal.Add("stopped"), new() { NoGo = [302] });
                    traffic.Defer(() => journal.Add("ran"), new() { NoGo = ["5xx"] });
                    return Results.Redirect("/elsewhere");
                });
                web.MapGet("/per-endpoint", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer(() => journal.Add("stopped"));
                    traffic.Defer(() => journal.Add("ran"), new() { NoGo = [] });
                    return Results.Redirect("/elsewhere");
                }).NoGoOn("5xx", "300-305");
                web.MapGet("/per-configuration", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer(() => journal.Add("stopped"));
                    traffic.Defer(() => journal.Add("ran"), new() { NoGo = ["!418"] });
                    return Results.StatusCode(418);
                });
            },
            hocon: "crosstown.no-go = [418]");

        await app.Client.SendAsync(new(HttpMethod.Get, path));
        await app.SettledAsync();

        Assert.Equal(["ran"], journal.Entries);
        Assert.Equal(1, app.Ledger.Read().NoGo);
    }

    [Fact]
    public async Task A_veto_by_the_handler_stops_all_its_deferrals_also_with_status_200()
    {
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() => { });
            traffic.NoGo("the answer holds errors");
            traffic.Defer(() => { });
        }));

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/")).StatusCode);
        await app.SettledAsync();

        Assert.Equal(2, app.Ledger.Read().NoGo);
    }
}
