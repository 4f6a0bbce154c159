using Crosstown.TestHosts;
using Crosstown.Web.Requests;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §2.1: Crosstown's middleware is the outermost one, and an application in which it is not is told so.</summary>
public class StartupFilterSpecs
{
    public static TheoryData<HostKind, bool> Hosts
    {
        get
        {
            var hosts = new TheoryData<HostKind, bool>();
            foreach (var kind in Enum.GetValues<HostKind>())
            {
                hosts.Add(kind, true);
                hosts.Add(kind, false);
            }

            return hosts;
        }
    }

    [Theory, MemberData(nameof(Hosts))]
    public async Task Middleware_of_other_start_up_filters_defers_into_the_request_on_every_kind_of_host(HostKind kind, bool onTestServer)
    {
        var ran = new Seen<RequestSnapshot?>();
        var app = await HostedApp.StartAsync(kind, onTestServer, "", _ => { }, services =>
        {
            // As a library does that wants to be the first; AddCrosstown, called again, puts Crosstown first.
            OuterMiddleware.Add(services, outer => outer.Run(async context =>
            {
                Defer(outer.ApplicationServices, ran);
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                await context.Response.StartAsync();
            }));
            services.AddCrosstown();
        });

        await app.Client.GetAsync("/path");

        Assert.Equal(("/path", 202), ((await ran.Async())?.Path, (await ran.Async())?.Response.StatusCode));
        await app.StopAsync();
        await app.DisposeAsync(asynchronously: true);
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.TestServer)]
    public async Task A_filter_before_Crosstowns_is_named_at_start_up_and_its_middleware_may_not_defer(TestServerKind server)
    {
        var refused = new Seen<Exception?>();
        var after = new Seen<Exception?>();
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(() => journal.Add("of the endpoint")); }),
            builder => OuterMiddleware.Add(builder.Services, outer => outer.Use(async (context, next) =>
            {
                await Task.Yield();
                refused.Set(Record.Exception(() => Traffic(outer).Defer(() => journal.Add("too early"))));
                await next(context);
                after.Set(Record.Exception(() => Traffic(outer).Defer(() => journal.Add("after the endpoint"), new() { Sequential = true })));
            })),
            server);

        await app.Client.GetAsync("/");
        await app.SettledAsync();

        var error = Assert.IsType<InvalidOperationException>(await refused.Async());
        Assert.Contains("Traffic was used in a request that has none", error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(OuterMiddleware).FullName!, error.Message, StringComparison.Ordinal);
        Assert.Null(await after.Async());
        Assert.Equal(["after the endpoint", "of the endpoint"], journal.Entries.Order(StringComparer.Ordinal));
        Assert.Contains(typeof(OuterMiddleware).FullName!, Assert.Single(app.Log.Entries, entry => entry.Id == EventIds.FilterBeforeCrosstown).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.TestServer)]
    public async Task What_a_filter_before_Crosstowns_has_started_defers_without_a_request_once_the_request_is_over(TestServerKind server)
    {
        var deferred = new Seen<Deferral>();
        var isOver = new Seen<bool>();
        await using var app = await TestApp.StartAsync(
            web => { },
            builder => OuterMiddleware.Add(builder.Services, outer => outer.Run(async context =>
            {
                _ = Task.Run(async () =>
                {
                    await isOver.Async();
                    await Eventually.TrueAsync(() => Record.Exception(() => deferred.Set(Traffic(outer).Defer(() => { }))) is null);
                });
                await context.Response.WriteAsync("answered outside");
            })),
            server);

        Assert.Equal("answered outside", await app.Client.GetStringAsync("/"));
        isOver.Set(true);

        Assert.Equal(Fate.Ran, await (await deferred.Async()).WaitAsync().WaitAsync(TestApp.Deadline));
    }

    [Fact]
    public async Task Nothing_is_said_where_no_filter_stands_before_Crosstowns()
    {
        await using var app = await TestApp.StartAsync(web => { }, builder => builder.Services.AddTransient<IStartupFilter>(_ => new OuterMiddleware(_ => { })));

        Assert.DoesNotContain(app.Log.Entries, entry => entry.Id == EventIds.FilterBeforeCrosstown);
    }

    private static ICrosstownTraffic Traffic(IApplicationBuilder app) => app.ApplicationServices.GetRequiredService<ICrosstownTraffic>();

    private static void Defer(IServiceProvider services, Seen<RequestSnapshot?> ran) => services.GetRequiredService<ICrosstownTraffic>().Defer<TrafficContext>((context, _) =>
    {
        ran.Set(context.Request);
        return Task.CompletedTask;
    });
}
