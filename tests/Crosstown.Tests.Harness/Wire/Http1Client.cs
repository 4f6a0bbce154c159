using System.Globalization;
using System.Net.Security;
using System.Text;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>HTTP/1.1 by hand, for what HttpClient does not do: resets, half requests, a connection used again in plain sight.</summary>
internal sealed class Http1Client(RawConnection connection) : IAsyncDisposable
{
    public RawConnection Connection => connection;

    public static async Task<Http1Client> ConnectAsync(WireHost host, WireProtocol protocol, int receiveBuffer = 0) => protocol == WireProtocol.Http1
        ? new Http1Client(await RawConnection.ConnectAsync(host.Http1Port, receiveBuffer: receiveBuffer))
        : new Http1Client(await RawConnection.ConnectAsync(host.TlsPort, SslApplicationProtocol.Http11, receiveBuffer));

    /// <summary>To a server on this machine, without TLS.</summary>
    public static async Task<Http1Client> ConnectAsync(Uri address) => new(await RawConnection.ConnectAsync(address.Port));

    public ValueTask SendAsync(string request) => connection.SendAsync(Encoding.ASCII.GetBytes(request));

    public ValueTask GetAsync(string target, string headers = "", string method = "GET") => SendAsync(Request(target, headers, method));

    public static string Request(string target, string headers = "", string method = "GET") =>
        $"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n";

    /// <summary>Reads one response to its end; null when the connection ended first.</summary>
    public async Task<Http1Response?> ReceiveAsync(bool toHead = false)
    {
        if (await ReceiveHeadAsync() is not { } head)
            return null;
        var isWhole = await SkipBodyAsync(head, toHead);
        return isWhole ? new Http1Response(head.Status, head.Text, connection.RawPosition) : null;
    }

    public async Task<(int Status, string Text)?> ReceiveHeadAsync()
    {
        if (await connection.TakeThroughAsync("\r\n\r\n"u8.ToArray()) is not { } head)
            return null;
        var text = Encoding.ASCII.GetString(head.Span);
        return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }

    /// <summary>Reads up to and including the next occurrence of a text.</summary>
    public async Task ReadUntilAsync(string end)
    {
        if (await connection.TakeThroughAsync(Encoding.ASCII.GetBytes(end)).AsTask().WaitAsync(Stress.Patience) is null)
            throw new IOException($"The server closed the connection before it sent: {end}");
    }

    /// <summary>Reads until the server closes the connection, in whatever way.</summary>
    public async Task<string> ReadToEndAsync() => Encoding.ASCII.GetString((await connection.TakeToEndAsync().AsTask().WaitAsync(Stress.Patience)).Span);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async ValueTask<bool> SkipBodyAsync((int Status, string Text) head, bool toHead)
    {
        if (toHead || head.Status is 204 or 304 or 101)
            return true;
        if (Header(head.Text, "Content-Length") is { } length)
            return await connection.SkipAsync(long.Parse(length, CultureInfo.InvariantCulture));
        if (Header(head.Text, "Transfer-Encoding") is null)
        {
            await connection.SkipAsync(long.MaxValue);
            return true;
        }
        while (await connection.TakeThroughAsync("\r\n"u8.ToArray()) is { } line)
        {
            var size = int.Parse(Encoding.ASCII.GetString(line.Span[..^2]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (await connection.TakeAsync(size + 2) is null)
                return false;
            if (size == 0)
                return true;
        }
        return false;
    }

    private static string? Header(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
