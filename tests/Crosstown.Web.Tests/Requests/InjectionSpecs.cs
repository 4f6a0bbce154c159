using System.Net;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.10: a handler always gets the traffic of its own request, whichever way it asks for it.</summary>
public class InjectionSpecs
{
    [Fact]
    public async Task A_parameter_and_the_context_give_the_requests_own_traffic_and_services_of_whatever_scope_one_object()
    {
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (
            HttpContext context, ICrosstownTraffic bound, [FromServices] ITraffic service, Consumer consumer, IServiceScopeFactory scopes) =>
        {
            using var scope = scopes.CreateScope();
            return ReferenceEquals(bound, context.Traffic()) && ReferenceEquals(service, consumer.Traffic)
                && ReferenceEquals(service, scope.ServiceProvider.GetRequiredService<ICrosstownTraffic>());
        }), builder => builder.Services.AddScoped<Consumer>());

        Assert.Equal("true", await app.Client.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("/traffic/constructor")]
    [InlineData("/traffic/from-services")]
    [InlineData("/traffic/context")]
    public async Task A_controller_defers_by_its_context_or_by_the_service(string path)
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapControllers(),
            builder =>
            {
                builder.Services.AddSingleton(journal);
                builder.Services.AddControllers().AddApplicationPart(typeof(TrafficController).Assembly);
            });

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync(path)).StatusCode);
        await app.SettledAsync();

        Assert.Equal(["ran"], journal.Entries);
    }

    [Theory]
    [InlineData("/traffic/stopped-by-the-controller", 1)]
    [InlineData("/traffic/let-by-the-action", 0)]
    public async Task Attributes_of_a_controller_and_its_actions_set_its_traffic(string path, int stopped)
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapControllers(),
            builder =>
            {
                builder.Services.AddSingleton(journal);
                builder.Services.AddControllers().AddApplicationPart(typeof(TrafficController).Assembly);
            });

        await app.Client.GetAsync(path);
        await app.SettledAsync();

        Assert.Equal(stopped, app.Ledger.Read().NoGo);
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.TestServer)]
    public async Task The_service_defers_without_a_request_outside_a_request(TestServerKind server)
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(web => { }, server: server);
        using var scope = app.Services.CreateScope();

        var deferral = scope.ServiceProvider.GetRequiredService<ICrosstownTraffic>().Defer(() => journal.Add("ran"));

        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(TestApp.Deadline));
    }

    [Fact]
    public async Task The_service_in_a_traffic_handler_makes_nested_deferrals()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Tell(new Outer()); }),
            builder => builder.Services.AddSingleton(journal).AddTrafficHandler<OuterHandler>().AddTrafficHandler<InnerHandler>());

        await app.Client.GetAsync("/");
        await Eventually.TrueAsync(() => journal.Entries.Count == 2);
        await app.SettledAsync();

        Assert.Equal(["outer of /", "inner of /"], journal.Entries);
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.KestrelHttp2)]
    [InlineData(TestServerKind.TestServer)]
    public async Task Traffic_refuses_deferrals_after_its_own_request(TestServerKind server)
    {
        var kept = new Seen<ICrosstownTraffic>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => kept.Set(traffic)),
            builder => builder.Services.AddSingleton(new Journal()).AddTrafficHandler<InnerHandler>(),
            server);
        await app.Client.GetAsync("/");
        var traffic = await kept.Async();
        await Eventually.TrueAsync(() => ((RequestTraffic)traffic).IsOver);

        var refused = Assert.Throws<TrafficClosedException>(() => traffic.Defer(() => { }));
        var isTold = traffic.TryTell(new Inner(), out _);

        Assert.Contains("response", refused.Message, StringComparison.Ordinal);
        Assert.False(isTold);
        var reading = app.Ledger.Read();
        Assert.Equal((2, 2, 0), (reading.Deferred, reading.Refused, reading.Outstanding));
    }

    [Fact]
    public async Task A_context_kept_after_its_request_never_defers_into_the_next_request_of_the_connection()
    {
        var firstIsOver = new Seen<bool>();
        var secondIsOpen = new Seen<bool>();
        var late = new Seen<Exception?>();
        var sameObject = new Seen<bool>();
        HttpContext? first = null;
        await using var app = await TestApp.StartAsync(web =>
        {
            web.MapGet("/first", (HttpContext context) =>
            {
                first = context;
                _ = Task.Run(async () =>
                {
                    await secondIsOpen.Async();
                    late.Set(Record.Exception(() => context.Traffic().Defer(() => { })));
                });
                return "first";
            });
            web.MapGet("/second", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                sameObject.Set(ReferenceEquals(first, context));
                secondIsOpen.Set(true);
                await late.Async();
                return "second";
            });
        });
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/first");
        await client.ReadUntilAsync("first");

        await client.GetAsync("/second");
        await client.ReadUntilAsync("second");

        Assert.True(await sameObject.Async());
        Assert.IsType<TrafficClosedException>(await late.Async());
        Assert.Equal(1, app.Ledger.Read().Refused);
    }

    internal sealed class Consumer(ICrosstownTraffic traffic)
    {
        public ICrosstownTraffic Traffic => traffic;
    }

    internal sealed record Outer;

    internal sealed record Inner;

    internal sealed class OuterHandler(ICrosstownTraffic traffic, Journal journal) : ITrafficHandler<Outer>
    {
        public Task HandleAsync(Outer message, TrafficContext context, CancellationToken cancellationToken)
        {
            journal.Add($"outer of {context.Request?.Path}");
            traffic.Tell(new Inner());
            return Task.CompletedTask;
        }
    }

    internal sealed class InnerHandler(Journal journal) : ITrafficHandler<Inner>
    {
        public Task HandleAsync(Inner message, TrafficContext context, CancellationToken cancellationToken)
        {
            journal.Add($"inner of {context.Request?.Path}");
            return Task.CompletedTask;
        }
    }
}
