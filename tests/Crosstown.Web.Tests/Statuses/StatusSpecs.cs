using System.Net;
using System.Text.Json;

namespace Crosstown.Web.Tests.Statuses;

/// <summary>docs/afterwards.md: a 202 with a Location that tells how the deferral goes on.</summary>
public sealed class StatusSpecs
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(TestServerKind.Kestrel), InlineData(TestServerKind.KestrelHttp2), InlineData(TestServerKind.TestServer)]
    public async Task The_client_follows_the_location_from_pending_to_the_fate(TestServerKind server)
    {
        var clock = new SettableClock(Began);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Deferral? held = null;
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.MapCrosstownStatus("/status");
                app.MapPost("/orders", (ICrosstownTraffic traffic) =>
                {
                    var call = traffic.Defer(() => open.Task);
                    held = traffic.WhenAll(call).Then(_ => clock.Now += TimeSpan.FromSeconds(2));
                    return Results.AcceptedTraffic(held);
                });
            },
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            server);

        var accepted = await app.Client.PostAsync("/orders", null);
        var location = accepted.Headers.Location!;
        Assert.Equal((HttpStatusCode.Accepted, ""), (accepted.StatusCode, await accepted.Content.ReadAsStringAsync()));
        Assert.Matches("^/status/[A-Za-z0-9_-]{22}$", location.OriginalString);
        var pending = await app.Client.GetAsync(location);
        Assert.Equal("""{"state":"pending","attempts":0,"deferred":"2026-03-01T12:00:00+00:00","started":null,"ended":null}""", await pending.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.OK, "application/json", "no-store", "1"), (pending.StatusCode, pending.Content.Headers.ContentType?.MediaType, $"{pending.Headers.CacheControl}", $"{pending.Headers.RetryAfter}"));

        clock.Now += TimeSpan.FromSeconds(5);
        open.SetResult();
        await app.SettledAsync();
        Assert.Equal(Fate.Ran, held!.Fate);
        var ran = await app.Client.GetAsync(location);
        Assert.Equal(
            """{"state":"ran","attempts":1,"deferred":"2026-03-01T12:00:00+00:00","started":"2026-03-01T12:00:05+00:00","ended":"2026-03-01T12:00:07+00:00"}""",
            await ran.Content.ReadAsStringAsync());
        Assert.Null(ran.Headers.RetryAfter);
        Assert.Equal("no-store", $"{ran.Headers.CacheControl}");
    }

    [Fact]
    public async Task A_failure_is_told_with_its_attempts_and_nothing_of_its_message_work_or_exception()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCrosstownStatus("/status");
            app.MapPost("/orders", (ICrosstownTraffic traffic) => TypedResults.AcceptedTraffic(traffic.Defer(
                () => throw new InvalidOperationException("the secret"), new() { Retry = new() { Attempts = 3, Backoff = TimeSpan.Zero } })));
        });

        var location = (await app.Client.PostAsync("/orders", null)).Headers.Location;
        await app.SettledAsync();

        var text = await app.Client.GetStringAsync(location);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(["state", "attempts", "deferred", "started", "ended"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("failed", 3), (json.RootElement.GetProperty("state").GetString(), json.RootElement.GetProperty("attempts").GetInt32()));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true, "running"), InlineData(null, false, "pending"), InlineData(Fate.Ran, false, "ran"), InlineData(Fate.Failed, false, "failed"), InlineData(Fate.NoGo, false, "noGo")]
    [InlineData(Fate.Aborted, false, "aborted"), InlineData(Fate.Cancelled, false, "cancelled"), InlineData(Fate.Refused, false, "refused"), InlineData(Fate.Abandoned, false, "abandoned")]
    public void Each_state_has_its_word(Fate? fate, bool isRunning, string word)
    {
        var status = new TrafficStatus(TrafficStatus.StateOf(fate, isRunning), 0, null, null, null);
        Assert.Equal((word, fate is not null), (status.State, status.HasEnded));
    }

    [Fact]
    public async Task An_unknown_id_is_a_404_and_so_is_the_oldest_of_a_full_ring()
    {
        await using var app = await TestApp.StartAsync(Map, hocon: "crosstown.status.capacity = 2");
        var locations = new List<Uri>();
        for (var i = 0; i < 3; i++)
            locations.Add((await app.Client.PostAsync("/orders", null)).Headers.Location!);

        var dropped = await app.Client.GetAsync(locations[0]);
        var unknown = await app.Client.GetAsync("/status/AAAAAAAAAAAAAAAAAAAAAA");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (dropped.StatusCode, unknown.StatusCode));
        Assert.Equal("no-store", $"{unknown.Headers.CacheControl}");
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync(locations[1])).StatusCode);
        Assert.Equal(3, locations.Distinct().Count());
    }

    [Theory, InlineData(TestServerKind.Kestrel), InlineData(TestServerKind.TestServer)]
    public async Task The_location_has_the_path_base_and_the_prefix_of_the_group(TestServerKind server)
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.UsePathBase("/shop");
                app.UseRouting();
                var api = app.MapGroup("/api");
                api.MapCrosstownStatus("/status");
                api.MapPost("/orders", (ICrosstownTraffic traffic) => Results.AcceptedTraffic(traffic.Defer(() => { })));
            },
            server: server);

        var location = (await app.Client.PostAsync("/shop/api/orders", null)).Headers.Location!;

        Assert.StartsWith("/shop/api/status/", location.OriginalString, StringComparison.Ordinal);
        await app.SettledAsync();
        Assert.Contains("\"ran\"", await app.Client.GetStringAsync(location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_group_takes_conventions()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCrosstownStatus("/status").RequireHost("elsewhere");
            app.MapPost("/orders", (ICrosstownTraffic traffic) => Results.AcceptedTraffic(traffic.Defer(() => { })));
        });

        var location = (await app.Client.PostAsync("/orders", null)).Headers.Location;

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(location)).StatusCode);
    }

    [Fact]
    public async Task Without_a_mapped_status_the_answer_is_an_error_that_names_the_cure_and_nothing_runs()
    {
        Deferral? deferral = null;
        await using var app = await TestApp.StartAsync(app => app.MapPost("/orders", (ICrosstownTraffic traffic) => Results.AcceptedTraffic(deferral = traffic.Defer(() => { }))));

        var answer = await app.Client.PostAsync("/orders", null);
        await app.SettledAsync();

        Assert.Equal((HttpStatusCode.InternalServerError, Fate.NoGo), (answer.StatusCode, deferral!.Fate));
        Assert.Contains(app.Log.Entries, entry => entry.Exception?.Message ==
            "A 202 of AcceptedTraffic names the place where the status is served, and this application serves none. Add app.MapCrosstownStatus(\"/status\") beside the other endpoints.");
    }

    [Fact]
    public async Task It_is_mapped_once_and_needs_the_services()
    {
        var twice = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(app =>
        {
            app.MapCrosstownStatus("/status");
            app.MapCrosstownStatus("/v2/status");
        }));
        Assert.Equal("MapCrosstownStatus(\"/v2/status\") was called after MapCrosstownStatus(\"/status\"): an application serves its statuses at one place. Remove one of the calls.", twice.Message);
        var without = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(app => app.MapCrosstownStatus("/status"), add: false));
        Assert.Equal("This application has no Crosstown services. Add builder.Services.AddCrosstown(); before builder.Build().", without.Message);
    }

    [Fact]
    public async Task A_controller_may_return_it()
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.MapCrosstownStatus("/status");
                app.MapControllers();
            },
            builder => builder.Services.AddControllers().AddApplicationPart(typeof(AcceptingController).Assembly));

        foreach (var action in new[] { "result", "typed" })
        {
            var accepted = await app.Client.PostAsync($"/accepting/{action}", null);
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            await app.SettledAsync();
            Assert.Contains("\"ran\"", await app.Client.GetStringAsync(accepted.Headers.Location), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_typed_result_describes_its_202_to_OpenAPI()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            Map(app);
            app.MapPost("/typed", (ICrosstownTraffic traffic) => TypedResults.AcceptedTraffic(traffic.Defer(() => { })));
        });

        var endpoints = app.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints;
        Assert.Equal([202], StatusesOf("/typed"));
        Assert.Equal([200, 404], StatusesOf("/status/{id}"));
        Assert.Equal(typeof(TrafficStatus), endpoints.SelectMany(endpoint => endpoint.Metadata.OfType<ProducesResponseTypeMetadata>()).Single(response => response.StatusCode == 200).Type);

        IEnumerable<int> StatusesOf(string route) => endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == route)
            .Metadata.OfType<ProducesResponseTypeMetadata>().Select(response => response.StatusCode);
    }

    [Fact]
    public async Task Requests_in_parallel_have_each_its_own_status()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCrosstownStatus("/status");
            app.MapPost("/orders/{attempts:int}", (int attempts, ICrosstownTraffic traffic) => Results.AcceptedTraffic(traffic.Defer(
                () => throw new InvalidOperationException("on purpose"), new() { Retry = new() { Attempts = attempts, Backoff = TimeSpan.Zero } })));
        });

        var locations = await Task.WhenAll(Enumerable.Range(1, 50).Select(async number => (await app.Client.PostAsync($"/orders/{number}", null)).Headers.Location));
        await app.SettledAsync();

        var texts = await Task.WhenAll(locations.Select(location => app.Client.GetStringAsync(location)));
        Assert.All(texts, (text, index) => Assert.Contains($"{{\"state\":\"failed\",\"attempts\":{index + 1},", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_the_end_neither_message_nor_receipt_is_kept()
    {
        WeakReference? message = null;
        WeakReference? receipt = null;
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCrosstownStatus("/status");
            app.MapPost("/orders", (ICrosstownTraffic traffic) =>
            {
                var order = new object();
                message ??= new WeakReference(order);
                var deferral = traffic.Defer(() => GC.KeepAlive(order));
                receipt ??= new WeakReference(deferral);
                return Results.AcceptedTraffic(deferral);
            });
        });

        var location = (await app.Client.PostAsync("/orders", null)).Headers.Location;
        await app.SettledAsync();
        // Other requests, so that no routee, thread or connection has the first one at hand.
        for (var i = 0; i < 50; i++)
            await app.Client.PostAsync("/orders", null);
        await app.SettledAsync();

        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return !message!.IsAlive && !receipt!.IsAlive;
        });
        Assert.Contains("\"ran\"", await app.Client.GetStringAsync(location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_status_is_mapped_no_times_are_noted()
    {
        Deferral? deferral = null;
        await using var app = await TestApp.StartAsync(app => app.MapPost("/orders", (ICrosstownTraffic traffic) => { deferral = traffic.Defer(() => { }); }));
        await app.Client.PostAsync("/orders", null);
        await app.SettledAsync();
        lock (deferral!.Account.Ledger.Guard)
            Assert.Null(deferral.Details_NeedsLock().Times);
    }

    private static void Map(WebApplication app)
    {
        app.MapCrosstownStatus("/status");
        app.MapPost("/orders", (ICrosstownTraffic traffic) => Results.AcceptedTraffic(traffic.Defer(() => { })));
    }

    private sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        private long _now = now.UtcTicks;

        public DateTimeOffset Now
        {
            get => new(Volatile.Read(ref _now), TimeSpan.Zero);
            set => Volatile.Write(ref _now, value.UtcTicks);
        }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
