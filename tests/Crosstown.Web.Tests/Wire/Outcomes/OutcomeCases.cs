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
        ["HttpContext.Abort() after the start"] = static async run =>
        {
            var status = await run.PlainAsync("/abort/after");
            run.Answers.Open();
            return status;
        },
        ["client closes before the body"] = static run => BeforeAsync(run, run.Client.Close),
        ["client closes in the body"] = static run => InAsync(run, run.Client.Close),
        ["client closes after the body"] = static run => AfterAsync(run, run.Client.Close),
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

    private static async Task<int?> BeforeAsync(OutcomeRun run, Action end)
    {
        await run.EnterAsync("/aborted/before");
        end();
        return null;
    }

    private static async Task<int?> InAsync(OutcomeRun run, Action end)
    {
        await run.EnterAsync("/aborted/in");
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
