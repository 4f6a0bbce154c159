using Microsoft.AspNetCore.Http;
using Quartz;

namespace Crosstown.Benchmarks.Servers;

/// <summary>Quartz with its in-memory store: five triggers of one durable job, when the response is completed.</summary>
internal static class QuartzServer
{
    private static readonly JobKey Key = new("no-op");

    public static Action<WebApplication> Build(WebApplicationBuilder builder)
    {
        builder.Services.AddQuartz(quartz => quartz.AddJob<NoOp>(job => job.WithIdentity(Key).StoreDurably()));
        builder.Services.AddQuartzHostedService();
        return app =>
        {
            var factory = app.Services.GetRequiredService<ISchedulerFactory>();
            app.MapGet("/", async (HttpContext context) =>
            {
                var scheduler = await factory.GetScheduler();
                context.Response.OnCompleted(static async state =>
                {
                    for (var i = 0; i < 5; i++)
                        await ((IScheduler)state).TriggerJob(Key);
                }, scheduler);
                return "Hello, World!";
            });
        };
    }

    private sealed class NoOp : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
