using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Web.Tests.Wire.Outcomes;

/// <summary>What is played for each row of docs/reference/outcomes.md; each returns the status that the client saw.</summary>
internal static class OutcomeCases
{
    public static readonly IReadOnlyDictionary<string, Func<OutcomeRun, Task<int?>>> All = new Dictionary<string, Func<OutcomeRun, Task<int?>>>
    {
        ["response read to its end"] = static run => run.PlainAsync("/length"),
        ["exception before the start"] = static run => run.PlainAsync("/throws/before"),
        ["exception before the start, exception handler"] = static run => run.PlainAsync("/handled/throws/before"),
        ["exception after the start"] = static run => run.PlainAsync("/throws/after"),
        ["exception after the start, exception handler"] = static run => run.PlainAsync("/handled/throws/after"),
        ["too few bytes for Content-Length"] = static run => run.PlainAsync("/few"),
        ["too many bytes for Content-Length"] = static run => run.PlainAsync("/many"),
        ["Content-Length and no bytes"] = static run => run.PlainAsync("/none"),
        ["HttpContext.Abort() before the start"] = static run => run.PlainAsync("/abort/before"),
        ["HttpContext.Abort() after the start"] = static run => GatedAsync(run, "/abort/after"),
        ["HttpContext.Abort() after CompleteAsync()"] = static run => GatedAsync(run, "/complete/abort", length: "5\r\nwhole\r\n0\r\n\r\n".Length),
        ["HttpContext.Abort() after the last byte of Content-Length"] = static run => GatedAsync(run, "/length/abort", length: 5),
        ["IHttpResetFeature.Reset() before the start"] = static run => run.PlainAsync("/reset/before"),
        ["IHttpResetFeature.Reset() after the start"] = static run => GatedAsync(run, "/reset/after"),
        ["client closes before the body"] = static run => BeforeAsync(run, run.Client.Close),
        ["client closes in the body"] = static run => InAsync(run, run.Client.Close),
        ["client closes after the body"] = static run => AfterAsync(run, run.Client.Close),
        ["client closes before the body, then the handler throws"] = static run => BeforeAsync(run, run.Client.Close, "/aborted/before/throws"),
        ["client closes before the body, then the handler throws, exception handler"] = static run => BeforeAsync(run, run.Client.Close, "/handled/aborted/before/throws"),
        ["client closes before the body, then the handler is cancelled"] = static run => BeforeAsync(run, run.Client.Close, "/aborted/before/cancels"),
        ["client closes before the body, then the handler is cancelled, exception handler"] = static run => BeforeAsync(run, run.Client.Close, "/handled/aborted/before/cancels"),
        ["client closes in the body, then the handler throws"] = static run => InAsync(run, run.Client.Close, "/aborted/in/throws"),
        ["client closes in the body, then the handler throws, exception handler"] = static run => InAsync(run, run.Client.Close, "/handled/aborted/in/throws"),
        ["client closes its half before the body"] = static run => BeforeAsync(run, run.Client.CloseHalf),
        ["client closes its half in the body"] = static run => InAsync(run, run.Client.CloseHalf),
        ["client closes its half after the body"] = static run => AfterAsync(run, run.Client.CloseHalf),
        ["client resets before the body"] = static run => BeforeAsync(run, run.Client.Reset),
        ["client resets in the body"] = static run => InAsync(run, run.Client.Reset),
        ["client resets after the body"] = static run => AfterAsync(run, run.Client.Reset),
        ["RST_STREAM before the body"] = static async run =>
        {
            await run.EnterAsync("/aborted/before");
            await run.Client.ResetStreamAsync();
            return null;
        },
        ["RST_STREAM in the body"] = static async run =>
        {
            await run.EnterAsync("/aborted/in");
            var status = await run.Client.HeadAsync();
            await run.Client.ResetStreamAsync();
            return status;
        },
        ["RST_STREAM after the body"] = static async run =>
        {
            var status = await run.PlainAsync("/length");
            await run.Client.BodyAsync(5);
            await run.Client.ResetStreamAsync();
            return status;
        },
        ["slower than the minimum data rate"] = static async run =>
        {
            await run.Client.OpenWindowAsync();
            await run.Client.SendAsync("/big?size=30000000&tag=run");
            return await run.Client.HeadAsync();
        },
        ["request timeout honoured"] = static run => run.PlainAsync("/timeout/honoured"),
        ["request timeout ignored"] = static run => run.PlainAsync("/timeout/ignored"),
        ["request body too large"] = static run => run.PlainAsync("/body", "POST", new byte[5000]),
        ["request body cut"] = static async run =>
        {
            await run.SendAsync("/reading", "POST", new byte[10], contentLength: 100);
            await run.EnteredAsync();
            await run.Client.CutBodyAsync();
            return await run.Client.HeadAsync();
        },
        ["404 re-executed as a page"] = static run => run.PlainAsync("/paged/nowhere"),
        ["WebSocket closed by both sides"] = static run => run.Client.WebSocketAsync("/socket?tag=run"),
        ["server-sent events read to the end"] = static run => run.PlainAsync("/events"),
        ["server-sent events dropped"] = static run => InAsync(run, run.Client.Close),
        ["server stops, the request ends inside the deadline"] = static async run =>
        {
            await run.EnterAsync("/held");
            using var stopping = run.Host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(run.Answers.Open);
            await run.Host.StopAsync(TimeSpan.FromSeconds(10));
            return await run.Client.HeadAsync();
        },
        ["server stops, the request runs past the deadline"] = static async run =>
        {
            await run.EnterAsync("/aborted/in");
            var status = await run.Client.HeadAsync();
            await run.Host.StopAnyhowAsync(TimeSpan.FromMilliseconds(100));
            return status;
        },
    };

    /// <summary>The handler waits, once it has written, until the client has read the head and a whole body of so many bytes.</summary>
    private static async Task<int?> GatedAsync(OutcomeRun run, string path, int length = 0)
    {
        var status = await run.PlainAsync(path);
        if (length > 0)
            await run.Client.BodyAsync(length);
        run.Answers.Open();
        return status;
    }

    private static async Task<int?> BeforeAsync(OutcomeRun run, Action end, string path = "/aborted/before")
    {
        await run.EnterAsync(path);
        end();
        return null;
    }

    private static async Task<int?> InAsync(OutcomeRun run, Action end, string path = "/aborted/in")
    {
        await run.EnterAsync(path);
        var status = await run.Client.HeadAsync();
        end();
        return status;
    }

    private static async Task<int?> AfterAsync(OutcomeRun run, Action end)
    {
        await run.SendAsync("/length");
        var status = await run.Client.HeadAsync();
        await run.Client.BodyAsync(5);
        await run.Client.UntilCompletedAsync();
        end();
        return status;
    }
}
