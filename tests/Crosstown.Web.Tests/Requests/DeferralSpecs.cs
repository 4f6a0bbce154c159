using System.Net;
using Crosstown.Actors.Accounting;
using Crosstown.Web.Requests;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.1: deferrals run after the response, over real sockets.</summary>
public class DeferralSpecs
{
    private static readonly DeferralOptions InOrder = new() { Sequential = true };

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.KestrelHttp2)]
    [InlineData(TestServerKind.TestServer)]
    public async Task Deferrals_run_after_their_response_in_the_order_deferred(TestServerKind server)
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapPost("/", async (ICrosstownTraffic traffic) =>
            {
                for (var i = 0; i < 100; i++)
                {
                    var number = i;
                    traffic.Defer(() => journal.Add($"{number}"), InOrder);
                }

                await Task.Yield();
                journal.Add("returned");
                return "done";
            }),
            server: server);

        var response = await app.Client.PostAsync("/", null);
        await app.SettledAsync();

        Assert.Equal("done", await response.Content.ReadAsStringAsync());
        Assert.Equal(["returned", .. Enumerable.Range(0, 100).Select(i => $"{i}")], journal.Entries);
    }

    [Fact]
    public async Task A_handler_runs_in_its_own_DI_scope()
    {
        var seen = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic, Scoped scoped) =>
            {
                traffic.Tell(new PlaceCall("one"), InOrder);
                traffic.Tell(new PlaceCall("two"), InOrder);
                return $"{scoped.Id}";
            }),
            builder => builder.Services.AddScoped<Scoped>().AddSingleton(seen).AddTrafficHandler<PlaceCallHandler>());

        var requestScope = await app.Client.GetStringAsync("/");
        await app.SettledAsync();

        Assert.Equal(["one", "two"], seen.Entries.Select(entry => entry.Split(' ')[0]));
        Assert.Equal(3, seen.Entries.Select(entry => entry.Split(' ')[1]).Append(requestScope).Distinct().Count());
    }

    [Fact]
    public async Task No_deferral_starts_while_the_body_is_being_written()
    {
        var journal = new Journal();
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() => journal.Add("ran"));
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await goOn.Async();
            journal.Add("returned");
        }));
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/");
        await client.ReadUntilAsync("half");
        Assert.Equal(1, app.Ledger.Read().Outstanding);

        goOn.Set(true);
        await app.SettledAsync();

        Assert.Equal(["returned", "ran"], journal.Entries);
    }

    [Fact]
    public async Task The_next_request_of_a_connection_does_not_wait_for_the_deferrals_of_the_last_one()
    {
        var goOn = new Seen<bool>();
        await using var app = await TestApp.StartAsync(web =>
        {
            web.MapGet("/first", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => goOn.Async());
                return "first";
            });
            web.MapGet("/second", () => "second");
        });
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/first");
        await client.ReadUntilAsync("first");

        await client.GetAsync("/second");
        await client.ReadUntilAsync("second");

        Assert.Equal(1, app.Ledger.Read().Outstanding);
        goOn.Set(true);
        await app.SettledAsync();
        Assert.Equal(1, app.Ledger.Read().Ran);
    }

    [Fact]
    public async Task Requests_release_their_deferrals_in_the_order_in_which_they_end()
    {
        var journal = new Journal();
        var mayEnd = new[] { new Seen<bool>(), new Seen<bool>() };
        var hasBegun = new[] { new Seen<bool>(), new Seen<bool>() };
        await using var app = await TestApp.StartAsync(web => web.MapGet("/{number:int}", async (int number, ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() => journal.Add($"{number}"));
            hasBegun[number].Set(true);
            await mayEnd[number].Async();
            return "done";
        }));
        var first = app.Client.GetStringAsync("/0");
        await hasBegun[0].Async();
        var second = app.Client.GetStringAsync("/1");
        await hasBegun[1].Async();

        mayEnd[1].Set(true);
        await second;
        await Eventually.TrueAsync(() => journal.Entries is ["1"]);
        mayEnd[0].Set(true);
        await first;
        await app.SettledAsync();

        Assert.Equal(["1", "0"], journal.Entries);
    }

    [Fact]
    public async Task Same_thread_deferrals_of_a_request_share_one_thread_that_serves_no_requests()
    {
        var threads = new Journal();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            for (var i = 0; i < 20; i++)
                traffic.Defer(async () => { await Task.Yield(); threads.Add($"{Environment.CurrentManagedThreadId} {Thread.CurrentThread.IsThreadPoolThread}"); });
        }).SameThread());

        await app.Client.GetAsync("/");
        await app.SettledAsync();

        Assert.Equal(20, threads.Entries.Count);
        Assert.EndsWith("False", Assert.Single(threads.Entries.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_of_one_deferral_affects_neither_another_nor_a_response()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            traffic.Defer(void () => throw new InvalidDataException("on purpose"), InOrder);
            traffic.Defer(() => journal.Add("second"), InOrder);
            return "fine";
        }));

        Assert.Equal("fine", await app.Client.GetStringAsync("/"));
        await app.SettledAsync();

        Assert.Equal(["second"], journal.Entries);
        var reading = app.Ledger.Read();
        Assert.Equal((1, 1), (reading.Failed, reading.Ran));
    }

    [Fact]
    public async Task The_snapshot_copies_the_values_of_the_request()
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.Use((context, next) =>
                {
                    context.User = new(new System.Security.Claims.ClaimsIdentity([new("name", "Ada")], "test", "name", null));
                    return next(context);
                });
                web.MapPost("/orders/{id}", (string id, ICrosstownTraffic traffic) =>
                {
                    traffic.Defer<TrafficContext>((context, _) => { seen.Set(context.Request!); return Task.CompletedTask; });
                    return Results.Accepted();
                });
            },
            builder => builder.Services.Configure<CrosstownOptions>(options => options.EnrichSnapshot = (context, items) => items["query"] = context.Request.QueryString.Value));

        await app.Client.PostAsync("/orders/a%20b?x=1", null);

        var request = await seen.Async();
        Assert.Equal(("POST", "/orders/a b", "/orders/{id}", "Ada", "?x=1"), (request.Method, request.Path, request.Route, request.UserName, request.Items["query"]));
        Assert.Equal((202, ResponseOutcome.Completed, WireLevel.Handed), (request.Response.StatusCode, request.Response.Outcome, request.Response.Level));
        Assert.InRange(request.Response.CompletedAt, request.StartedAt, DateTimeOffset.UtcNow);
        Assert.NotEmpty(request.TraceIdentifier);
        Assert.InRange(request.StartedAt, DateTimeOffset.UtcNow - TestApp.Deadline, DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(EventIds.EnrichSnapshotFailed)]
    public async Task An_exception_of_EnrichSnapshot_is_logged_and_leaves_the_snapshot_without_items(int? logThrowsAt)
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer<TrafficContext>((context, _) => { seen.Set(context.Request!); return Task.CompletedTask; });
            }),
            builder => builder.Services.Configure<CrosstownOptions>(options => options.EnrichSnapshot = (_, items) =>
            {
                items["half"] = "done";
                throw new InvalidDataException();
            }));
        app.Log.ThrowsAt = logThrowsAt;

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/")).StatusCode);

        Assert.Empty((await seen.Async()).Items);
        Assert.Contains(app.Log.Entries, entry => entry.Id == EventIds.EnrichSnapshotFailed && entry.Exception is InvalidDataException);
    }

    [Fact]
    public async Task A_request_that_defers_nothing_creates_no_tracker_and_no_actor()
    {
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) => "nothing"));
        var before = app.Services.GetRequiredService<Ledger>().NextTraffic();

        for (var i = 0; i < 100; i++)
            await app.Client.GetStringAsync("/");

        Assert.Equal(before + 1, app.Services.GetRequiredService<Ledger>().NextTraffic());
        Assert.Equal(0, app.Ledger.Read().Deferred);
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.KestrelHttp2)]
    public async Task Nothing_is_outstanding_after_ten_thousand_requests(TestServerKind server)
    {
        var ran = 0;
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/{status:int}", (int status, ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => { Interlocked.Increment(ref ran); });
                traffic.Defer(() => { Interlocked.Increment(ref ran); }, new() { SameThread = true });
                return Results.StatusCode(status);
            }),
            server: server);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10_000),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, cancelled) => (await app.Client.GetAsync(i % 10 == 0 ? "/500" : "/200", cancelled)).Dispose());
        await app.SettledAsync();

        var reading = app.Ledger.Read();
        Assert.True(reading.Balances);
        Assert.Equal((20_000, 18_000, 2_000), (reading.Deferred, reading.Ran, reading.NoGo));
        Assert.Equal(18_000, ran);
        Assert.Equal((0, 0), (app.Ledger.SlotsTaken, app.Ledger.OpenRequests));
    }

    internal sealed record PlaceCall(string Number);

    internal sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    internal sealed class PlaceCallHandler(Scoped scoped, Journal journal) : ITrafficHandler<PlaceCall>
    {
        public Task HandleAsync(PlaceCall message, TrafficContext context, CancellationToken cancellationToken)
        {
            journal.Add($"{message.Number} {scoped.Id}");
            return Task.CompletedTask;
        }
    }
}
