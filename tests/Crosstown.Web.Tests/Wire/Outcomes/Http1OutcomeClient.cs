using System.Net.Sockets;

namespace Crosstown.Web.Tests.Wire.Outcomes;

internal sealed class Http1OutcomeClient(Http1Client client) : IOutcomeClient
{
    public async Task SendAsync(string target, string method = "GET", byte[]? body = null, long? contentLength = null)
    {
        var length = contentLength ?? body?.Length;
        await client.GetAsync(target, length is null ? "" : $"Content-Length: {length}\r\n", method);
        if (body is not null)
            await client.Connection.SendAsync(body);
    }

    public async Task<int?> HeadAsync()
    {
        try
        {
            return (await client.ReceiveHeadAsync())?.Status;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task BodyAsync(int length) => await client.Connection.SkipAsync(length);

    public async Task UntilCompletedAsync()
    {
        await SendAsync("/nowhere");
        await HeadAsync();
    }

    public async Task<int?> WebSocketAsync(string target)
    {
        await client.GetAsync(target, "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        var status = await HeadAsync();
        await client.Connection.SkipAsync(4);
        await client.Connection.SendAsync(new byte[] { 0x88, 0x80, 0, 0, 0, 0 });
        return status;
    }

    public Task OpenWindowAsync() => Task.CompletedTask;

    public Task CutBodyAsync()
    {
        CloseHalf();
        return Task.CompletedTask;
    }

    public void Close() => client.Connection.Socket.Close();

    public void CloseHalf() => client.Connection.Socket.Shutdown(SocketShutdown.Send);

    public void Reset() => client.Connection.Reset();

    public Task ResetStreamAsync() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
