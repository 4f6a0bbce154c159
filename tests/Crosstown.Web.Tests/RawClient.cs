using System.Net.Sockets;
using System.Text;

namespace Crosstown.Web.Tests;

/// <summary>HTTP/1.1 by hand, where HttpClient is too polite: resets, half requests, keep-alive in plain sight.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly List<byte> _read = [];

    private RawClient()
    {
    }

    public static async Task<RawClient> ConnectAsync(Uri address)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(address.Host, address.Port);
        return client;
    }

    public Task GetAsync(string path) => SendAsync($"GET {path} HTTP/1.1\r\nHost: test\r\n\r\n");

    public async Task SendAsync(string text) => await _tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Reads on until what was read so far contains the text; returns all of it and forgets it.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. _read]);
            if (text.Contains(end, StringComparison.Ordinal))
            {
                _read.Clear();
                return text;
            }

            var count = await _tcp.GetStream().ReadAsync(buffer, deadline.Token);
            if (count == 0)
                throw new IOException($"The server closed the connection after: {text}");
            _read.AddRange(buffer.AsSpan(0, count));
        }
    }

    /// <summary>Reads until the server closes the connection, in whatever way.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        var buffer = new byte[4096];
        try
        {
            while (await _tcp.GetStream().ReadAsync(buffer, deadline.Token) is var count and > 0)
                _read.AddRange(buffer.AsSpan(0, count));
        }
        catch (IOException)
        {
            // A reset.
        }

        var text = Encoding.Latin1.GetString([.. _read]);
        _read.Clear();
        return text;
    }

    /// <summary>Leaves with a TCP reset.</summary>
    public void Reset()
    {
        _tcp.Client.LingerState = new(true, 0);
        // Not the TcpClient: that would shut its stream down first, which is a FIN.
        _tcp.Client.Close();
    }

    public void Dispose() => _tcp.Dispose();
}
