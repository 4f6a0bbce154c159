using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>One path for each kind of response.</summary>
internal static class WireAnswers
{
    private static readonly byte[] Block = new byte[64 * 1024];

    public static void Map(WebApplication app, string file)
    {
        app.MapMethods("/length", ["GET", "HEAD"], static context =>
        {
            context.Response.ContentLength = 5;
            return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync("hello"u8.ToArray()).AsTask();
        });
        app.MapGet("/chunked", static async context =>
        {
            await context.Response.WriteAsync("hello ");
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync("world");
        });
        app.MapGet("/empty", static context => Task.CompletedTask);
        app.MapGet("/204", static context => Status(context, 204));
        app.MapGet("/304", static context => Status(context, 304));
        app.MapGet("/big", static async context =>
        {
            var left = long.Parse(context.Request.Query["size"]!, CultureInfo.InvariantCulture);
            context.Response.ContentLength = left;
            while (left > 0)
            {
                var length = (int)Math.Min(left, Block.Length);
                await context.Response.Body.WriteAsync(Block.AsMemory(0, length));
                left -= length;
            }
        });
        app.MapGet("/file", context => context.Response.SendFileAsync(file));
        app.MapGet("/compressed", static async context =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(new string('x', 5000));
        });
        app.MapGet("/cached", static (HttpContext context) => "cached").CacheOutput();
        app.MapPost("/body", static async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsync("read");
        });
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
