using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Crosstown.Web.Tests.Requests;

/// <summary>A failure and a no-go name the endpoint that deferred and the source line of the call.</summary>
public sealed class FatePlaceSpecs
{
    private const int DeferralFailed = 1200;
    private const int DeferralStopped = 1204;

    [Theory]
    [InlineData("/campaigns", "POST /campaigns")]
    [InlineData("/campaigns/7", "POST /campaigns/{id}")]
    [InlineData("/nowhere/8", "POST /nowhere/8")]
    public async Task A_failure_names_the_method_and_the_route_or_else_the_path(string path, string endpoint)
    {
        var line = 0;
        await using var app = await TestApp.StartAsync(web =>
        {
            void Defer(ITraffic traffic) { traffic.Defer(() => throw new InvalidOperationException("on purpose")); line = Line(); }
            web.MapPost("/campaigns", (ICrosstownTraffic traffic) => Defer(traffic));
            web.MapPost("campaigns/{id}", (ICrosstownTraffic traffic) => Defer(traffic));
            web.Use(next => async context =>
            {
                if (context.GetEndpoint() is not null)
                {
                    await next(context);
                    return;
                }

                Defer(context.Traffic());
                context.Response.StatusCode = 200;
            });
        });
        var published = new TaskCompletionSource<DeferralFailed>();
        var system = app.Runtime.ActorSystem;
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Told(published))), typeof(DeferralFailed));

        await app.Client.PostAsync(path, null);
        await app.SettledAsync();

        Assert.Contains($" of {endpoint} failed on default: on purpose (deferred at {ThisFile()}:{line}, request ", Assert.Single(app.Log.Texts(DeferralFailed)), StringComparison.Ordinal);
        var failed = await published.Task.WaitAsync(TestApp.Deadline);
        Assert.Equal((endpoint, ThisFile(), line), (failed.Endpoint, failed.CallerFilePath, failed.CallerLineNumber));
    }

    [Fact]
    public async Task A_no_go_is_one_entry_of_level_Debug_with_its_rule()
    {
        await using var app = await TestApp.StartAsync(
            web => web.MapPost("/campaigns", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => Assert.Fail("ran"));
                return Results.Conflict();
            }).NoGoOn("5xx", "400-410"),
            builder => builder.Logging.SetMinimumLevel(LogLevel.Debug));

        await app.Client.PostAsync("/campaigns", null);
        await app.SettledAsync();
        await Eventually.TrueAsync(() => app.Log.Count(DeferralStopped) > 0, "the entry");

        var entry = Assert.Single(app.Log.Entries, entry => entry.Id == DeferralStopped);
        Assert.Equal(LogLevel.Debug, entry.Level);
        Assert.Contains(" of POST /campaigns does not run: the status is 409 (no-go rule 400-410) (deferred at ", entry.Text, StringComparison.Ordinal);
    }

    private static int Line([CallerLineNumber] int line = 0) => line;

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private sealed class Told : ReceiveActor
    {
        public Told(TaskCompletionSource<DeferralFailed> failed) => Receive<DeferralFailed>(message => failed.TrySetResult(message));
    }
}
