using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Tests.Wire.Outcomes;

/// <summary>Handlers that end a response in every way there is.</summary>
internal sealed class OutcomeAnswers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _gate.TrySetResult();

    public static void LimitRate(KestrelServerOptions options) =>
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.1));

    public void AddServices(WebApplicationBuilder builder) => builder.Services.AddRequestTimeouts().AddProblemDetails();

    public void Map(WebApplication app)
    {
        app.UseWhen(static context => context.Request.Path.StartsWithSegments("/handled"), static branch => branch.UseExceptionHandler());
        app.UseWhen(static context => context.Request.Path.StartsWithSegments("/paged"), static branch => branch.UseStatusCodePagesWithReExecute("/length"));
        app.UseRequestTimeouts();
        app.UseWebSockets();
        foreach (var prefix in (string[])["", "/handled"])
        {
            app.MapGet(prefix + "/throws/before", static context => throw new InvalidDataException("before"));
            app.MapGet(prefix + "/throws/after", static async context =>
            {
                await BeginAsync(context);
                throw new InvalidDataException("after");
            });
            app.MapGet(prefix + "/aborted/before/throws", async context =>
            {
                await UntilAbortedAsync(context);
                throw new InvalidDataException("left");
            });
            app.MapGet(prefix + "/aborted/before/cancels", async context =>
            {
                await UntilAbortedAsync(context);
                throw new OperationCanceledException("left");
            });
            app.MapGet(prefix + "/aborted/in/throws", async context =>
            {
                await BeginAsync(context);
                await UntilAbortedAsync(context);
                throw new InvalidDataException("left");
            });
        }
        app.MapGet("/few", static context => WithLengthAsync(context, 10, 5));
        app.MapGet("/many", static context => WithLengthAsync(context, 5, 10));
        app.MapGet("/none", static context => WithLengthAsync(context, 5, 0));
        app.MapGet("/abort/before", static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        app.MapGet("/abort/after", async context =>
        {
            await BeginAsync(context);
            await _gate.Task;
            context.Abort();
        });
        app.MapGet("/reset/before", static context =>
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(2);
            return Task.CompletedTask;
        });
        app.MapGet("/reset/after", async context =>
        {
            await BeginAsync(context);
            await _gate.Task;
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(2);
        });
        app.MapGet("/complete/abort", async context =>
        {
            await context.Response.WriteAsync("whole");
            await context.Response.CompleteAsync();
            await _gate.Task;
            context.Abort();
        });
        app.MapGet("/length/abort", async context =>
        {
            await WithLengthAsync(context, 5, 5);
            await context.Response.Body.FlushAsync();
            await _gate.Task;
            context.Abort();
        });
        app.MapGet("/aborted/before", async context =>
        {
            await UntilAbortedAsync(context);
            await context.Response.WriteAsync("late");
        });
        app.MapGet("/aborted/in", async context =>
        {
            await BeginAsync(context);
            await UntilAbortedAsync(context);
            await context.Response.WriteAsync("late");
        });
        app.MapGet("/timeout/honoured", static context => Task.Delay(Timeout.Infinite, context.RequestAborted)).WithRequestTimeout(TimeSpan.FromMilliseconds(50));
        app.MapGet("/timeout/ignored", static async context =>
        {
            var timedOut = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(timedOut.SetResult);
            await timedOut.Task;
            await context.Response.WriteAsync("done all the same");
        }).WithRequestTimeout(TimeSpan.FromMilliseconds(50));
        app.MapGet("/events", static async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var i = 0; i < 5; i++)
            {
                await context.Response.WriteAsync($"data: {i}\n\n");
                await context.Response.Body.FlushAsync();
            }
        });
        app.Map("/socket", static async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        app.MapPost("/reading", async context =>
        {
            Entered.TrySetResult();
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsync("read");
        });
        app.MapGet("/held", async context =>
        {
            Entered.TrySetResult();
            await _gate.Task;
            await context.Response.WriteAsync("let go");
        });
    }

    private static async Task BeginAsync(HttpContext context)
    {
        await context.Response.WriteAsync("begun");
        await context.Response.Body.FlushAsync();
    }

    private static async Task WithLengthAsync(HttpContext context, int announced, int written)
    {
        context.Response.ContentLength = announced;
        if (written > 0)
            await context.Response.Body.WriteAsync(new byte[written]);
    }

    private async Task UntilAbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
        Entered.TrySetResult();
        // A server that does not take this for an abort lets the handler end.
        await Task.WhenAny(aborted.Task, Task.Delay(Patience));
    }
}
