using System.Globalization;
using System.Net.Security;
using System.Text;

namespace Crosstown.Web.Tests.Hosted.Wire.Harness;

/// <summary>HTTP/1.1 by hand.</summary>
internal sealed class Http1Client(RawConnection connection) : IAsyncDisposable
{
    public RawConnection Connection => connection;

    public static async Task<Http1Client> ConnectAsync(WireHost host, WireProtocol protocol, int receiveBuffer = 0) => protocol == WireProtocol.Http1
        ? new Http1Client(await RawConnection.ConnectAsync(host.Http1Port, receiveBuffer: receiveBuffer))
        : new Http1Client(await RawConnection.ConnectAsync(host.TlsPort, SslApplicationProtocol.Http11, receiveBuffer));

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

/// <param name="Status">The status line's number.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="RawEnd">How many of the connection's raw bytes had come with its last byte.</param>
internal sealed record Http1Response(int Status, string Head, long RawEnd);
