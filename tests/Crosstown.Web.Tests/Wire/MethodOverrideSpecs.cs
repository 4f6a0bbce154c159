using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: whether a response has a body follows from the method that the client has sent, not from one that middleware has put in its place.</summary>
public sealed class MethodOverrideSpecs
{
    private const int Size = 32 * 1024 * 1024;

    [Fact]
    public async Task Work_of_a_request_that_was_made_a_HEAD_waits_for_the_last_byte_of_the_body_that_the_server_writes()
    {
        var held = new Seen<Deferral>();
        var body = new byte[Size];
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseHttpMethodOverride();
                web.Run(async context =>
                {
                    var deferral = context.Traffic().Defer(() => { });
                    if (!HttpMethods.IsHead(context.Request.Method))
                        return;
                    context.Response.ContentLength = Size;
                    context.Response.OnCompleted(() =>
                    {
                        held.Set(deferral);
                        return Task.CompletedTask;
                    });
                    // The head leaves by itself, so that it has been sent while the body has not.
                    await context.Response.Body.FlushAsync();
                    await context.Response.Body.WriteAsync(body);
                });
            },
            builder =>
            {
                builder.WebHost.ConfigureKestrel(kestrel => (kestrel.Limits.MinResponseDataRate, kestrel.Limits.MaxResponseBufferSize) = (null, null));
                // So that the server takes the whole body while the client reads none of it.
                builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = null);
            },
            wire: true);
        await using var client = await Http1Client.ConnectAsync(app.Address);
        await client.GetAsync("/", "X-HTTP-Method-Override: HEAD\r\nContent-Length: 0\r\n", "POST");
        var deferral = await held.Async();

        // Work of later responses has run; so this response's would have, if it waited for no more than the head.
        for (var i = 1; i <= 50; i++)
        {
            await app.Client.GetAsync("/");
            await Eventually.TrueAsync(() => app.Ledger.Read().Ran >= i);
        }

        Assert.Null(deferral.Fate);
        Assert.NotNull(await client.ReceiveAsync());
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(TestApp.Deadline));
    }
}
