using System.Net;
using System.Net.Http.Json;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.1: Crosstown's middleware together with other middleware.</summary>
public class PipelineSpecs
{
    [Theory]
    [InlineData(TestServerKind.Kestrel)]
    [InlineData(TestServerKind.TestServer)]
    public async Task A_pipeline_executed_again_for_an_error_page_is_one_request_with_one_traffic(TestServerKind server)
    {
        var seen = new Seen<RequestSnapshot>();
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseExceptionHandler("/error");
                web.MapGet("/fails", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer(() => journal.Add("of the handler"), new() { NoGo = [], SameThread = true });
                    throw new InvalidDataException();
                });
                web.MapGet("/error", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer<TrafficContext>(
                        (context, _) =>
                        {
                            journal.Add("of the error page");
                            seen.Set(context.Request!);
                            return Task.CompletedTask;
                        },
                        new() { NoGo = [], SameThread = true });
                    return Results.Text("sorry", statusCode: 500);
                });
            },
            server: server);

        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync("/fails")).StatusCode);
        await app.SettledAsync();

        Assert.Equal(["of the handler", "of the error page"], journal.Entries);
        Assert.Equal(("/fails", 500), ((await seen.Async()).Path, (await seen.Async()).Response.StatusCode));
    }

    [Fact]
    public async Task A_pipeline_executed_again_for_a_status_code_page_is_one_request_with_one_traffic()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(web =>
        {
            web.UseStatusCodePagesWithReExecute("/status/{0}");
            web.MapGet("/missing", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => journal.Add("ran"));
                return Results.StatusCode(404);
            });
            web.MapGet("/status/{code:int}", (int code) => Results.Text($"page {code}", statusCode: code));
        });

        Assert.Equal("page 404", await (await app.Client.GetAsync("/missing")).Content.ReadAsStringAsync());
        await app.SettledAsync();

        Assert.Empty(journal.Entries);
        Assert.Equal(1, app.Ledger.Read().NoGo);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deferrals_do_not_run_on_TestServer_when_the_application_throws(bool hasStarted)
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() => { });
                traffic.Defer<TrafficContext>((ran, _) => { seen.Set(ran.Request!); return Task.CompletedTask; }, new() { NoGo = [] });
                if (hasStarted)
                    await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                throw new InvalidDataException();
            }),
            server: TestServerKind.TestServer);

        await Assert.ThrowsAnyAsync<Exception>(() => app.Client.GetStringAsync("/"));
        await app.SettledAsync();

        var reading = app.Ledger.Read();
        Assert.Equal((1, 1), (reading.NoGo, reading.Ran));
    }

    public static TheoryData<string, TestServerKind> Handlings
    {
        get
        {
            var handlings = new TheoryData<string, TestServerKind>();
            foreach (var handling in new[] { "nothing", "UseExceptionHandler", "a catch-all registered before", "a catch-all registered after", "an error page", "the developer page", "the developer page and a filter", "status code pages" })
            {
                handlings.Add(handling, TestServerKind.Kestrel);
                handlings.Add(handling, TestServerKind.TestServer);
            }

            return handlings;
        }
    }

    [Theory, MemberData(nameof(Handlings))]
    public async Task A_request_whose_deferral_finds_no_free_slot_is_answered_with_503_and_Retry_After_whoever_handles_exceptions(string handling, TestServerKind server)
    {
        const string Hocon = "crosstown.admission { capacity = 1, retry-after = 7s }";
        await using var app = await TestApp.StartAsync(
            web =>
            {
                _ = handling switch
                {
                    "nothing" => web,
                    "UseExceptionHandler" or "a catch-all registered before" or "a catch-all registered after" => web.UseExceptionHandler(_ => { }),
                    "an error page" => web.UseExceptionHandler("/error"),
                    "status code pages" => web.UseExceptionHandler("/error").UseStatusCodePagesWithReExecute("/error"),
                    _ => web.UseDeveloperExceptionPage(),
                };
                web.MapGet("/error", () => Results.Text("sorry", statusCode: 500));
                web.MapGet("/", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer(() => { });
                    traffic.Defer(() => { });
                });
            },
            builder =>
            {
                if (handling == "a catch-all registered before")
                    builder.Services.AddExceptionHandler<CatchAll>();
                if (handling == "the developer page and a filter")
                    builder.Services.AddSingleton<IDeveloperPageExceptionFilter, CatchAll>();
                builder.Services.AddCrosstown(options => options.Hocon = Hocon);
                if (handling == "a catch-all registered after")
                    builder.Services.AddExceptionHandler<CatchAll>();
            },
            server,
            add: false);

        var response = await app.Client.GetAsync("/");
        await app.SettledAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(503, (await response.Content.ReadFromJsonAsync<ProblemDetails>())!.Status);
        var reading = app.Ledger.Read();
        Assert.Equal((1, 1, 0), (reading.Refused, reading.NoGo, reading.Ran));
        Assert.Single(app.Log.Entries, entry => entry.Id == EventIds.TrafficFull);
    }

    [Theory]
    [InlineData("UseExceptionHandler")]
    [InlineData("the developer page")]
    public async Task Other_exceptions_go_on_to_the_applications_own_handlers(string handling)
    {
        await using var app = await TestApp.StartAsync(
            web =>
            {
                _ = handling == "the developer page" ? web.UseDeveloperExceptionPage() : web.UseExceptionHandler(_ => { });
                web.MapGet("/", void () => throw new InvalidDataException());
            },
            builder => builder.Services.AddExceptionHandler<CatchAll>().AddSingleton<IDeveloperPageExceptionFilter, CatchAll>());

        Assert.Equal("caught", await (await app.Client.GetAsync("/")).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("UseExceptionHandler")]
    [InlineData("the developer page")]
    public async Task Application_code_that_catches_the_exception_decides_itself(string handling)
    {
        await using var app = await TestApp.StartAsync(
            web =>
            {
                _ = handling switch
                {
                    "nothing" => web,
                    "the developer page" => web.UseDeveloperExceptionPage(),
                    _ => web.UseExceptionHandler(_ => { }),
                };
                web.Use(async (context, next) =>
                {
                    try
                    {
                        await next(context);
                    }
                    catch (TrafficFullException)
                    {
                        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    }
                });
                web.MapGet("/", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer(() => { });
                    traffic.Defer(() => { });
                });
            },
            hocon: "crosstown.admission.capacity = 1");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await app.Client.GetAsync("/")).StatusCode);
        await app.SettledAsync();
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Id == EventIds.TrafficFull);
    }

    [Fact]
    public async Task TryTell_returns_false_when_no_slot_is_free()
    {
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => $"{traffic.TryTell("first", out _)} {traffic.TryTell("second", out _)}"),
            builder => builder.Services.AddTrafficHandler<StringHandler>(),
            hocon: "crosstown.admission.capacity = 1");

        Assert.Equal("True False", await app.Client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Deferrals_of_other_OnCompleted_callbacks_are_still_admitted()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (HttpContext context, ICrosstownTraffic traffic) =>
        {
            context.Response.OnStarting(() => { traffic.Defer(() => journal.Add("starting"), new() { SameThread = true }); return Task.CompletedTask; });
            context.Response.OnCompleted(() => { traffic.Defer(() => journal.Add("completed"), new() { SameThread = true }); return Task.CompletedTask; });
            return "done";
        }));

        await app.Client.GetStringAsync("/");
        await Eventually.TrueAsync(() => journal.Entries.Count == 2);

        Assert.Equal(["starting", "completed"], journal.Entries);
    }

    [Fact]
    public async Task Response_compression_and_output_caching_do_not_change_the_verdict()
    {
        var seen = new Seen<RequestSnapshot>();
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseResponseCompression();
                web.UseOutputCache();
                web.MapGet("/", (ICrosstownTraffic traffic) =>
                {
                    traffic.Defer<TrafficContext>((context, _) => { seen.Set(context.Request!); return Task.CompletedTask; });
                    return Results.Text(new string('a', 10_000), "text/plain");
                }).CacheOutput();
            },
            builder =>
            {
                builder.Services.AddResponseCompression();
                builder.Services.AddOutputCache();
            });
        app.Client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");

        for (var i = 0; i < 2; i++)
            Assert.Contains("br", (await app.Client.GetAsync("/")).Content.Headers.ContentEncoding);
        await app.SettledAsync();

        Assert.Equal((200, ResponseOutcome.Completed), ((await seen.Async()).Response.StatusCode, (await seen.Async()).Response.Outcome));
        Assert.Equal(1, app.Ledger.Read().Deferred);
    }

    internal sealed class StringHandler : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Makes a 500 of every exception that it is asked about.</summary>
    private sealed class CatchAll : IExceptionHandler, IDeveloperPageExceptionFilter
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await httpContext.Response.WriteAsync("caught", cancellationToken);
            return true;
        }

        public Task HandleExceptionAsync(ErrorContext errorContext, Func<ErrorContext, Task> next) =>
            TryHandleAsync(errorContext.HttpContext, errorContext.Exception, CancellationToken.None).AsTask();
    }
}
