using System.Globalization;
using System.Net.Sockets;

namespace Crosstown.Web.Tests.Wire.Outcomes;

internal sealed class Http2OutcomeClient(Http2Client client) : IOutcomeClient
{
    private int _stream;

    public async Task SendAsync(string target, string method = "GET", byte[]? body = null, long? contentLength = null)
    {
        var length = contentLength?.ToString(CultureInfo.InvariantCulture);
        _stream = await client.GetAsync(target, method, endStream: body is null, length is null ? null : ("content-length", length));
        if (body is not null)
            await client.SendDataAsync(_stream, body, endStream: contentLength is null);
    }

    public async Task<int?> HeadAsync()
    {
        var response = client.Response(_stream);
        await Task.WhenAny(response.Headed.Task, response.Ended.Task).WaitAsync(TimeSpan.FromSeconds(20));
        return response.Status == 0 ? null : response.Status;
    }

    public Task BodyAsync(int length) => client.ReceiveAsync(_stream);

    public Task UntilCompletedAsync() => Task.CompletedTask;

    public Task<int?> WebSocketAsync(string target) => throw new NotSupportedException();

    public Task OpenWindowAsync() => client.OpenWindowAsync(0, 1_000_000_000);

    public Task CutBodyAsync() => client.SendDataAsync(_stream, [], endStream: true);

    public void Close() => client.Connection.Socket.Close();

    public void CloseHalf() => client.Connection.Socket.Shutdown(SocketShutdown.Send);

    public void Reset() => client.Connection.Reset();

    public Task ResetStreamAsync() => client.ResetAsync(_stream);

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
