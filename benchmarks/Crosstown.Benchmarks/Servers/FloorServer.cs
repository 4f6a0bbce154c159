using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Benchmarks.Servers;

/// <summary>The hand-written floor: a list, OnCompleted, a Channel and four loops. No verdict, no fates, no drain.</summary>
internal static class FloorServer
{
    public static Action<WebApplication> Build(WebApplicationBuilder builder)
    {
        var channel = Channel.CreateUnbounded<Action>();
        for (var i = 0; i < 4; i++)
            _ = Task.Run(() => DrainAsync(channel.Reader));
        return app => app.MapGet("/", (HttpContext context) =>
        {
            var work = new List<Action>(5);
            for (var i = 0; i < 5; i++)
                work.Add(static () => { });
            context.Response.OnCompleted(static state =>
            {
                var (writer, items) = ((ChannelWriter<Action>, List<Action>))state;
                foreach (var item in items)
                    writer.TryWrite(item);
                return Task.CompletedTask;
            }, (channel.Writer, work));
            return "Hello, World!";
        });
    }

    public static async Task DrainAsync(ChannelReader<Action> reader)
    {
        await foreach (var work in reader.ReadAllAsync())
            work();
    }
}
