using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.1 and §2.10: injected traffic is the current request's at each call, wherever it was injected and whatever ran before.</summary>
public class CurrentTrafficSpecs
{
    public static TheoryData<string, int, TestServerKind> Places
    {
        get
        {
            var places = new TheoryData<string, int, TestServerKind>();
            foreach (var place in new[] { "/claims", "/middleware", "/filter", "/singleton", "/short-circuit", "/short-circuit-bound", "/starting", "/completed" })
            {
                foreach (var server in new[] { TestServerKind.Kestrel, TestServerKind.KestrelHttp2, TestServerKind.TestServer })
                {
                    places.Add(place, 200, server);
                    places.Add(place, 500, server);
                }
            }

            return places;
        }
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Injected_traffic_defers_into_the_request_wherever_it_is_used(string place, int status, TestServerKind server)
    {
        var ran = new Seen<RequestSnapshot?>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseMiddleware<Middleware>();
                web.MapGet("/singleton", (Singleton singleton) =>
                {
                    singleton.Defer();
                    return Results.StatusCode(status);
                });
                web.MapGet("/short-circuit", ([FromServices] ICrosstownTraffic traffic) =>
                {
                    Defer(traffic, ran);
                    return Results.StatusCode(status);
                }).ShortCircuit();
                web.MapGet("/short-circuit-bound", (ICrosstownTraffic traffic) =>
                {
                    Defer(traffic, ran);
                    return Results.StatusCode(status);
                }).ShortCircuit();
                web.MapGet("/starting", (HttpContext context, Singleton singleton) =>
                {
                    context.Response.OnStarting(() => DeferIn(singleton));
                    return Results.StatusCode(status);
                });
                web.MapGet("/completed", (HttpContext context, Singleton singleton) =>
                {
                    context.Response.OnCompleted(() => DeferIn(singleton));
                    return Results.StatusCode(status);
                });
                web.MapGet("/{rest}", () => Results.StatusCode(status));
            },
            builder =>
            {
                builder.Services.AddSingleton(ran).AddSingleton<Singleton>();
                builder.Services.AddTransient<IStartupFilter, Filter>();
                if (place != "/claims")
                    return;
                builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, SignedIn>("test", null);
                builder.Services.AddAuthorization();
                builder.Services.AddScoped<LastSeen>().AddScoped<IClaimsTransformation, Transformation>();
            },
            server);

        Assert.Equal(status, (int)(await app.Client.GetAsync(place)).StatusCode);
        // The client may have its answer before the OnCompleted callbacks have run.
        await Eventually.TrueAsync(() => app.Ledger.Read().Deferred == 1);
        await app.SettledAsync();

        var reading = app.Ledger.Read();
        Assert.Equal(status == 200 ? (1, 1, 0) : (1, 0, 1), (reading.Deferred, reading.Ran, reading.NoGo));
        if (status == 200)
            Assert.Equal((place, 200), ((await ran.Async())?.Path, (await ran.Async())?.Response.StatusCode));
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.KestrelHttp2)]
    [InlineData(TestServerKind.TestServer)]
    public async Task A_singleton_defers_into_each_request_that_uses_it(TestServerKind server)
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/{name}", (JournalingSingleton singleton) => singleton.Defer()),
            builder => builder.Services.AddSingleton(journal).AddSingleton<JournalingSingleton>(),
            server);

        foreach (var path in new[] { "/first", "/second", "/third" })
        {
            (await app.Client.GetAsync(path)).EnsureSuccessStatusCode();
            await app.SettledAsync();
        }

        Assert.Equal(["/first", "/second", "/third"], journal.Entries);
    }

    [Fact]
    public async Task Two_requests_at_once_that_use_one_singleton_keep_their_own_deferrals()
    {
        var journal = new Journal();
        var bothAreOpen = new Barrier(2);
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/{status:int}", async (int status, JournalingSingleton singleton) =>
            {
                await Task.Run(() => bothAreOpen.SignalAndWait(TestApp.Deadline));
                singleton.Defer();
                return Results.StatusCode(status);
            }),
            builder => builder.Services.AddSingleton(journal).AddSingleton<JournalingSingleton>());

        await Task.WhenAll(app.Client.GetAsync("/200"), app.Client.GetAsync("/500"));
        await app.SettledAsync();

        Assert.Equal(["/200"], journal.Entries);
        Assert.Equal(1, app.Ledger.Read().NoGo);
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.TestServer)]
    public async Task A_background_service_that_takes_traffic_in_its_constructor_defers_without_a_request(TestServerKind server)
    {
        var ran = new Seen<RequestSnapshot?>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", () => "hello"), builder => builder.Services.AddSingleton(ran).AddHostedService<Background>(), server);

        await app.Client.GetAsync("/");

        Assert.Null(await ran.Async());
    }

    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.TestServer)]
    public async Task The_service_validates_in_an_application_that_validates_scopes(TestServerKind server)
    {
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (Singleton singleton) => singleton.Defer()),
            builder =>
            {
                builder.Services.AddSingleton(new Seen<RequestSnapshot?>()).AddSingleton<Singleton>();
                builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = provider.ValidateOnBuild = true);
            },
            server);

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/")).StatusCode);
        await app.SettledAsync();
        Assert.Equal(1, app.Ledger.Read().Ran);
    }

    [Fact]
    public async Task Injected_traffic_of_another_host_in_the_process_defers_there_and_without_a_request()
    {
        var ran = new Seen<RequestSnapshot?>();
        await using var other = await TestApp.StartAsync(_ => { });
        var ofOther = other.Services.GetRequiredService<ICrosstownTraffic>();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", () =>
        {
            Defer(ofOther, ran);
            return Results.StatusCode(500);
        }));

        await app.Client.GetAsync("/");

        Assert.Null(await ran.Async());
        await other.SettledAsync();
        Assert.Equal((1, 0), (other.Ledger.Read().Ran, app.Ledger.Read().Deferred));
    }

    private static void Defer(ITraffic traffic, Seen<RequestSnapshot?> ran) => traffic.Defer<TrafficContext>((context, _) =>
    {
        ran.Set(context.Request);
        return Task.CompletedTask;
    });

    private static Task DeferIn(Singleton singleton)
    {
        singleton.Defer();
        return Task.CompletedTask;
    }

    internal sealed class Singleton(ICrosstownTraffic traffic, Seen<RequestSnapshot?> ran)
    {
        public void Defer() => CurrentTrafficSpecs.Defer(traffic, ran);
    }

    internal sealed class JournalingSingleton(ITraffic traffic, Journal journal)
    {
        public void Defer() => traffic.Defer<TrafficContext>((context, _) =>
        {
            journal.Add(context.Request?.Path ?? "without a request");
            return Task.CompletedTask;
        });
    }

    internal sealed class Middleware(RequestDelegate next, ICrosstownTraffic traffic, Seen<RequestSnapshot?> ran)
    {
        public Task InvokeAsync(HttpContext context)
        {
            if (context.Request.Path == "/middleware")
                Defer(traffic, ran);
            return next(context);
        }
    }

    /// <summary>Middleware of a library, before the application's first line.</summary>
    internal sealed class Filter(ICrosstownTraffic traffic, Seen<RequestSnapshot?> ran) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, inner) =>
            {
                if (context.Request.Path == "/filter")
                    Defer(traffic, ran);
                await inner(context);
            });
            next(app);
        };
    }

    internal sealed class Background(ICrosstownTraffic traffic, Seen<RequestSnapshot?> ran) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            Defer(traffic, ran);
        }
    }

    /// <summary>WebApplication puts authentication before the application's first line.</summary>
    internal sealed class SignedIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity("test")), "test")));
    }

    internal sealed class Transformation(LastSeen seen) : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            seen.Note();
            return Task.FromResult(principal);
        }
    }

    internal sealed class LastSeen(ICrosstownTraffic traffic, Seen<RequestSnapshot?> ran)
    {
        public void Note() => Defer(traffic, ran);
    }
}
