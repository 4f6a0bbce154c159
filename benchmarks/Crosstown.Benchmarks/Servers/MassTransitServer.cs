using MassTransit;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Benchmarks.Servers;

/// <summary>MassTransit over its in-memory transport: five published messages, when the response is completed.</summary>
public static class MassTransitServer
{
    public static Action<WebApplication> Build(WebApplicationBuilder builder)
    {
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConsumer<NoOpConsumer>();
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        return app =>
        {
            var bus = app.Services.GetRequiredService<IBus>();
            app.MapGet("/", (HttpContext context) =>
            {
                context.Response.OnCompleted(static async state =>
                {
                    for (var i = 0; i < 5; i++)
                        await ((IBus)state).Publish(new Item(i));
                }, bus);
                return "Hello, World!";
            });
        };
    }

    public sealed record Item(int Number);

    public sealed class NoOpConsumer : IConsumer<Item>
    {
        public Task Consume(ConsumeContext<Item> context) => Task.CompletedTask;
    }
}
